package vector

import "testing"

func TestElementSizes(t *testing.T) {
	tests := []struct {
		e          Element
		name       string
		dims, size int
	}{
		{Float32, "float32", 3, 12},
		{Int8, "int8", 3, 3},
		{Bit, "bit", 16, 2},
	}
	for _, tt := range tests {
		if got := tt.e.String(); got != tt.name {
			t.Errorf("String() = %q, want %q", got, tt.name)
		}
		if got := tt.e.BlobSize(tt.dims); got != tt.size {
			t.Errorf("%s.BlobSize(%d) = %d, want %d", tt.e, tt.dims, got, tt.size)
		}
		if got := tt.e.Dims(tt.size); got != tt.dims {
			t.Errorf("%s.Dims(%d) = %d, want %d", tt.e, tt.size, got, tt.dims)
		}
	}
	if got := Bit.BlobSize(9); got != 2 {
		t.Errorf("Bit.BlobSize(9) = %d, want 2", got)
	}
	if got := Float32.Dims(11); got != 2 {
		t.Errorf("Float32.Dims(11) = %d, want 2", got)
	}
}
