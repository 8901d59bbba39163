// Command neon writes the kernels of the NEON tier, and those of its int8 kernels
// that use the dot-product instructions (ARMv8.2, FEAT_DotProd).
//
// The Go assembler lacks part of the vector instructions. They are written as
// words, each with its mnemonic beside it.
package main

import (
	"flag"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("neon: ")
	assembly := flag.String("out", "", "file to write the assembly to")
	stubs := flag.String("stubs", "", "file to write the Go declarations to")
	pkg := flag.String("pkg", "", "package of the declarations")
	flag.Parse()

	w := newWriter(*pkg)
	for _, k := range float32Kernels() {
		k.write(w, "NEON")
	}
	for _, k := range int8Kernels(multiplyLong) {
		k.write(w, "NEON")
	}
	l1Int8Kernel().write(w, "NEON")
	for _, k := range bitsKernels() {
		k.write(w, "NEON")
	}
	for _, k := range int8Kernels(dotProduct) {
		k.write(w, "DotProd")
	}
	for name, text := range map[string]string{*assembly: w.assembly(), *stubs: w.stubs()} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
