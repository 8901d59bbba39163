package embed

import "strings"

// stopWords are the English words that say how a sentence is built and not
// what it is about.
var stopWords = func() map[string]bool {
	words := make(map[string]bool)
	for _, word := range strings.Fields(`
		a about above after again all also although always am an and another any
		are as at be because been before being below between both but by can
		cannot could did do does doing done down during each either else etc ever
		every few for from further get gets give given gives had has have having
		he her here how however i if in into is it its itself just let lets like
		made make makes many may me might more most much must my need needs
		neither no nor not of off on once one only onto or other others our out
		over own per please rather same several she should shall since so some
		such than that the their them then there these they this those though
		through thus to too under until up upon us use used uses using very via
		want was way we were what when where whether which while who whom whose
		why will with within without would you your dont doesnt cant isnt whats`) {
		words[word] = true
	}
	return words
}()
