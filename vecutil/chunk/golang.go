package chunk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// Go takes the documentation from one file of Go source code: a chunk for the
// package comment, and one for each exported function, method, type (with its
// exported fields and methods) and group of constants or variables. A chunk's
// text is the declaration and its doc comment; a long one is split as [Text]
// does. Exported methods of unexported types are left out. In package main and
// in test files, which nobody imports, every declaration counts as exported.
//
// Titles are the import path and the symbol, such as "net/url.URL.Query", or
// the import path alone for the package comment; of a group, the first symbol.
// Lines are those of the declaration, and of the comment where only a part of
// a comment is in the chunk. filename tells test files, and is otherwise only
// used in the error.
//
// A file that cannot be parsed gives the parser's error, and the chunks of
// [Text], so that it can still be searched.
func Go(filename, src string, opt Options) ([]Chunk, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, filename, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return Text(src, opt), err
	}
	d := &documenter{
		src:   src,
		opt:   opt,
		file:  files.File(file.FileStart),
		title: opt.Package,
		all:   file.Name.Name == "main" || strings.HasSuffix(filename, "_test.go"),
	}
	if d.title == "" {
		d.title = file.Name.Name
	}
	d.packageComment(file)
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			d.function(decl)
		case *ast.GenDecl:
			d.general(decl)
		}
	}
	return d.chunks, nil
}

// documenter collects the chunks of one Go file.
type documenter struct {
	src  string
	opt  Options
	file *token.File
	// title is the package's title.
	title string
	// all says that unexported names count as exported.
	all    bool
	chunks []Chunk
}

func (d *documenter) exported(name string) bool {
	return name != "_" && (d.all || ast.IsExported(name))
}

func (d *documenter) offset(p token.Pos) int { return d.file.Offset(p) }

// line is the line of p in the file itself, whatever line directives say.
func (d *documenter) line(p token.Pos) int { return d.file.PositionFor(p, false).Line }

func (d *documenter) code(start, end token.Pos) string {
	return d.src[d.offset(start):d.offset(end)]
}

// indent returns the white space before p on its line.
func (d *documenter) indent(p token.Pos) string {
	line := d.src[:d.offset(p)]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// packageComment adds the chunks of the file's package comment.
func (d *documenter) packageComment(file *ast.File) {
	if file.Doc == nil {
		return
	}
	doc := d.commentText(file.Doc)
	d.split("package "+file.Name.Name, doc, Chunk{
		Title:     d.title,
		FirstLine: d.line(file.Doc.Pos()),
		LastLine:  d.line(file.Name.End()),
	})
}

// function adds the chunks of a function or method.
func (d *documenter) function(decl *ast.FuncDecl) {
	symbol := decl.Name.Name
	if !d.exported(symbol) {
		return
	}
	if decl.Recv != nil {
		receiver := receiverName(decl.Recv)
		if !d.exported(receiver) {
			return
		}
		symbol = receiver + "." + symbol
	}
	d.declaration(symbol, decl.Doc, d.code(decl.Pos(), decl.Type.End()), decl.Pos(), decl.Type.End())
}

// receiverName returns the name of a method's receiver type, "" if it has none.
func receiverName(receiver *ast.FieldList) string {
	if len(receiver.List) == 0 {
		return ""
	}
	expr := receiver.List[0].Type
	for {
		switch e := expr.(type) {
		case *ast.StarExpr:
			expr = e.X
		case *ast.ParenExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}

// general adds the chunks of the types, or the constants or variables, of one
// declaration.
func (d *documenter) general(decl *ast.GenDecl) {
	switch decl.Tok {
	case token.TYPE:
		for _, spec := range decl.Specs {
			d.typeSpec(decl, spec.(*ast.TypeSpec))
		}
	case token.CONST, token.VAR:
		d.values(decl)
	}
}

// typeSpec adds the chunks of a type.
func (d *documenter) typeSpec(decl *ast.GenDecl, spec *ast.TypeSpec) {
	if !d.exported(spec.Name.Name) {
		return
	}
	doc := spec.Doc
	if doc == nil {
		doc = decl.Doc
	}
	var body string
	switch t := spec.Type.(type) {
	case *ast.StructType:
		body = d.code(spec.Pos(), t.Pos()) + "struct {" + d.fields(t.Fields) + "}"
	case *ast.InterfaceType:
		body = d.code(spec.Pos(), t.Pos()) + "interface {" + d.fields(t.Methods) + "}"
	default:
		body = d.code(spec.Pos(), spec.End())
	}
	d.declaration(spec.Name.Name, doc, "type "+body, spec.Pos(), spec.End())
}

// fields returns the source of the exported fields or methods in list, with
// their comments.
func (d *documenter) fields(list *ast.FieldList) string {
	var b strings.Builder
	for _, field := range list.List {
		if !d.anyExported(field.Names) {
			continue
		}
		start, end := field.Pos(), field.End()
		if field.Doc != nil {
			start = field.Doc.Pos()
		}
		if field.Comment != nil {
			end = field.Comment.End()
		}
		b.WriteString("\n\t" + strings.ReplaceAll(d.code(start, end), "\n"+d.indent(start), "\n\t"))
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// anyExported reports whether one of names is exported. An embedded field,
// which has no names, counts as exported.
func (d *documenter) anyExported(names []*ast.Ident) bool {
	for _, name := range names {
		if d.exported(name.Name) {
			return true
		}
	}
	return len(names) == 0
}

// values adds the chunks of a group of constants or variables.
func (d *documenter) values(decl *ast.GenDecl) {
	symbol := ""
	for _, spec := range decl.Specs {
		for _, name := range spec.(*ast.ValueSpec).Names {
			if symbol == "" && d.exported(name.Name) {
				symbol = name.Name
			}
		}
	}
	if symbol != "" {
		d.declaration(symbol, decl.Doc, d.code(decl.Pos(), decl.End()), decl.Pos(), decl.End())
	}
}

// declaration adds the chunks of one declaration, whose source is code.
func (d *documenter) declaration(symbol string, doc *ast.CommentGroup, code string, start, end token.Pos) {
	whole := Chunk{Title: d.title + "." + symbol, FirstLine: d.line(start), LastLine: d.line(end)}
	var text comment
	if doc != nil {
		text = d.commentText(doc)
	}
	d.split(code, text, whole)
}
