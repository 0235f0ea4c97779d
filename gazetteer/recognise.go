package gazetteer

type scratch struct{}
