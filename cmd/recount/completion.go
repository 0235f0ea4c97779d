package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help shows by example.
func (completionCmd) Help() string {
	return `Prints a script that completes subcommands and flags.

  recount completion bash > /etc/bash_completion.d/recount
  recount completion zsh > "${fpath[1]}/_recount"
  recount completion fish > ~/.config/fish/completions/recount.fish`
}

// Run prints the script for one shell, made from the commands there are.
func (a completionCmd) Run(w *world, k *kong.Kong) error {
	global := flagsOf(k.Model.Node)
	names := namesOf(k.Model.Node)
	var b strings.Builder
	switch a.Shell {
	case "fish":
		fmt.Fprintf(&b, "complete -c recount -f -n __fish_use_subcommand -a %q\n", strings.Join(names, " "))
		for _, c := range k.Model.Children {
			if subs := namesOf(c); len(subs) > 0 {
				fmt.Fprintf(&b, "complete -c recount -f -n '__fish_seen_subcommand_from %s' -a %q\n", c.Name, strings.Join(subs, " "))
			}
			for _, f := range c.Flags {
				fmt.Fprintf(&b, "complete -c recount -n '__fish_seen_subcommand_from %s' -l %s -d %q\n", c.Name, f.Name, f.Help)
			}
		}
	default:
		if a.Shell == "zsh" {
			b.WriteString("#compdef recount\nautoload -U +X bashcompinit && bashcompinit\n")
		}
		fmt.Fprintf(&b, "_recount() {\n  local words=%q\n  case \"${COMP_WORDS[1]}\" in\n", strings.Join(append(names, global...), " "))
		for _, c := range k.Model.Children {
			fmt.Fprintf(&b, "    %s) words=%q ;;\n", c.Name, strings.Join(slices.Concat(namesOf(c), flagsOf(c), global), " "))
		}
		b.WriteString("  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\ncomplete -o default -F _recount recount\n")
	}
	_, err := fmt.Fprint(w.stdout, b.String())
	return err
}

// namesOf names the subcommands of a command.
func namesOf(n *kong.Node) []string {
	var out []string
	for _, c := range n.Children {
		if !c.Hidden {
			out = append(out, c.Name)
		}
	}
	return out
}

func flagsOf(n *kong.Node) []string {
	var out []string
	for _, f := range n.Flags {
		if !f.Hidden {
			out = append(out, "--"+f.Name)
		}
	}
	return out
}
