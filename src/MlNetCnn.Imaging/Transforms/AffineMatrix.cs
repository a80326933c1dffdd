namespace MlNetCnn.Imaging;

/// <summary>Where an output pixel (row, column) reads: at row <c>A * row + B * column + RowOffset</c>, column <c>C * row + D * column + ColumnOffset</c>.</summary>
internal readonly record struct AffineMatrix(double A, double B, double C, double D, double RowOffset, double ColumnOffset)
{
    /// <summary>The matrix of a transform over a picture, or null when it moves nothing. Products and sums are in Keras's order (<c>apply_affine_transform</c>).</summary>
    public static AffineMatrix? Of(ImageTransform transform, int height, int width)
    {
        if (!transform.Moves) return null;
        var matrix = new AffineMatrix(1, 0, 0, 1, 0, 0);
        if (transform.Theta != 0)
        {
            var (sin, cos) = Math.SinCos(Radians(transform.Theta));
            matrix = new AffineMatrix(cos, -sin, sin, cos, 0, 0);
        }

        if (transform.Tx != 0 || transform.Ty != 0) matrix *= new AffineMatrix(1, 0, 0, 1, transform.Tx, transform.Ty);
        if (transform.Shear != 0)
        {
            var (sin, cos) = Math.SinCos(Radians(transform.Shear));
            matrix *= new AffineMatrix(1, -sin, 0, cos, 0, 0);
        }

        if (transform.Zx != 1 || transform.Zy != 1) matrix *= new AffineMatrix(transform.Zx, 0, 0, transform.Zy, 0, 0);
        var half = transform.Convention == AffineConvention.Keras3 ? -0.5 : 0.5;
        var (centreX, centreY) = (height / 2.0 + half, width / 2.0 + half);
        matrix = new AffineMatrix(1, 0, 0, 1, centreX, centreY) * matrix * new AffineMatrix(1, 0, 0, 1, -centreX, -centreY);
        return transform.Convention == AffineConvention.Keras3 ? matrix.Exchanged() : matrix;
    }

    /// <summary>The product of two matrices with a third row of (0, 0, 1).</summary>
    public static AffineMatrix operator *(AffineMatrix l, AffineMatrix r) => new(
        l.A * r.A + l.B * r.C,
        l.A * r.B + l.B * r.D,
        l.C * r.A + l.D * r.C,
        l.C * r.B + l.D * r.D,
        l.A * r.RowOffset + l.B * r.ColumnOffset + l.RowOffset,
        l.C * r.RowOffset + l.D * r.ColumnOffset + l.ColumnOffset);

    private AffineMatrix Exchanged() => new(D, C, B, A, ColumnOffset, RowOffset);

    private static double Radians(double degrees) => degrees * (Math.PI / 180);
}
