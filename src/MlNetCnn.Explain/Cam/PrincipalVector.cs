namespace MlNetCnn.Explain;

/// <summary>The direction in which the rows of a matrix are largest: by power iteration in double precision, from a fixed start, so that results repeat.</summary>
internal static class PrincipalVector
{
    private const int MostIterations = 20_000;
    private const double Tolerance = 1e-13;

    /// <summary>The rows by the first right singular vector: <c>O v_1</c>, which is the first left one times its singular value. Its sign is not settled.</summary>
    public static double[] Project(double[][] rows)
    {
        var (count, length) = (rows.Length, rows[0].Length);
        // Of the two matrices of products that have the vector, the smaller one.
        if (count <= length)
        {
            var (vector, value) = Dominant(Products(rows));
            return [.. vector.Select(x => x * Math.Sqrt(value))];
        }

        var columns = new double[length][];
        for (var k = 0; k < length; k++) columns[k] = [.. rows.Select(r => r[k])];
        var (right, _) = Dominant(Products(columns));
        return [.. rows.Select(r => Dot(r, right))];
    }

    private static double[][] Products(double[][] rows)
    {
        var products = new double[rows.Length][];
        for (var i = 0; i < rows.Length; i++) products[i] = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j <= i; j++) products[i][j] = products[j][i] = Dot(rows[i], rows[j]);
        return products;
    }

    private static (double[] Vector, double Value) Dominant(double[][] products)
    {
        var vector = new double[products.Length];
        // No pattern of the matrix is at right angles to this one but by chance.
        for (var i = 0; i < vector.Length; i++) vector[i] = Math.Sqrt(Math.Max(0, products[i][i])) * (1 + i * 0.6180339887498949 % 1);
        if (!Normalize(vector, out _)) return (vector, 0);
        var value = 0.0;
        var next = new double[vector.Length];
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            for (var i = 0; i < next.Length; i++) next[i] = Dot(products[i], vector);
            if (!Normalize(next, out value)) return (next, 0);
            var change = 0.0;
            for (var i = 0; i < next.Length; i++) change = Math.Max(change, Math.Abs(next[i] - vector[i]));
            (vector, next) = (next, vector);
            if (change < Tolerance) break;
        }

        return (vector, value);
    }

    private static bool Normalize(double[] vector, out double length)
    {
        length = Math.Sqrt(Dot(vector, vector));
        if (!(length > 0)) return false;
        foreach (ref var x in vector.AsSpan()) x /= length;
        return true;
    }

    /// <summary>In four sums with a fixed order: the same on every machine.</summary>
    private static double Dot(double[] a, double[] b)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        var i = 0;
        for (; i + 3 < a.Length; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++) s0 += a[i] * b[i];
        return s0 + s1 + (s2 + s3);
    }
}
