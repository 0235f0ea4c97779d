package desk

import (
	"context"
	"fmt"
	"strings"

	"github.com/recountlab/recount"
	"github.com/recountlab/recount/store"
)

// mostViews is how many views a person may keep.
const mostViews = 100

// KeepView keeps the address of a page of this casebook under a name, in place of
// one of the same name. Views belong to a person and are no decisions: nothing of
// the record follows from them, and the ledger does not hold them.
func (d *Desk) KeepView(ctx context.Context, person string, v store.View) error {
	v.Name = strings.TrimSpace(v.Name)
	if person == "" || v.Name == "" || len(v.Name) > 200 || len(v.Address) > 2000 || !strings.HasPrefix(v.Address, "/") || strings.HasPrefix(v.Address, "//") || strings.ContainsAny(v.Address, "\\\r\n") {
		return fmt.Errorf("view %q at %q: want a name, and an address here: %w", v.Name, v.Address, recount.ErrInvalid)
	}
	return d.DB.Write(ctx, func(tx *store.Tx) error { return tx.PutView(ctx, person, v, mostViews) })
}

// ForgetView forgets one.
func (d *Desk) ForgetView(ctx context.Context, person, name string) error {
	return d.DB.Write(ctx, func(tx *store.Tx) error { return tx.DropView(ctx, person, name) })
}
