namespace MlNetCnn.Compute.Simd;

/// <summary>
/// The micro-kernel of a product A^T B whose sums run over positions: per position a few values of A times two vectors of B. Both are read where they lie, on a
/// grid of lines and steps, so that neither the windows of a picture nor their transposes have to be gathered.
/// </summary>
internal abstract unsafe class OuterProductKernel
{
    /// <summary>Most rows of a tile.</summary>
    public const int RowsAtMost = 14;

    /// <summary>Columns of a tile.</summary>
    public abstract int Columns { get; }

    /// <summary>
    /// Number of rows of the next tile, where <paramref name="rows"/> remain: tiles of about one height keep the multipliers busier than whole ones and a rest.
    /// </summary>
    public static int TileRows(int rows)
    {
        var tiles = (rows + RowsAtMost - 1) / RowsAtMost;
        return ((rows + tiles - 1) / tiles) switch
        {
            14 or 13 when rows >= 14 => 14,
            >= 12 => 12,
            11 when rows >= 12 => 12,
            >= 10 => 10,
            9 => 9,
            8 => 8,
            7 when rows >= 8 => 8,
            >= 6 => 6,
            >= 4 => 4,
            var few => few,
        };
    }

    /// <summary>target += the sum over all positions, each summed from 0 in order, one rounding per term.</summary>
    /// <param name="rows">Values of A per position: what <see cref="TileRows"/> gave.</param>
    /// <param name="a">The first position's.</param>
    /// <param name="aStep">Distance to the next position's.</param>
    /// <param name="aLine">Distance to the next line's.</param>
    /// <param name="b">The first position's <see cref="Columns"/> values of B.</param>
    /// <param name="bStep">Distance to the next position's.</param>
    /// <param name="bLine">Distance to the next line's.</param>
    /// <param name="count">Positions of a line.</param>
    /// <param name="lines">Lines.</param>
    /// <param name="target">Rows of <see cref="Columns"/> sums.</param>
    /// <param name="stride">Distance of the target's rows.</param>
    public abstract void AddProducts(
        int rows, float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride);

    /// <summary>Whether <see cref="Products"/> knows a distance.</summary>
    public static bool HasDistance(int distance) => distance is 1 or 2 or 3 or 6 or 16 or 24 or 32 or 48 or 64 or 96;

    /// <summary>tile = the sum over count x lines terms, in order, one rounding per term.</summary>
    /// <param name="rows">Rows of the tile: what <see cref="TileRows"/> gave.</param>
    /// <param name="a">The first term's value of the first row; the next term's follows it.</param>
    /// <param name="distance">Distance of the rows' values; see <see cref="HasDistance"/>.</param>
    /// <param name="aLine">Distance to the next line's.</param>
    /// <param name="b">The first term's <see cref="Columns"/> values of B; the next term's follow.</param>
    /// <param name="bLine">Distance to the next line's.</param>
    /// <param name="count">Terms of a line.</param>
    /// <param name="lines">Lines.</param>
    /// <param name="tile">Rows of <see cref="Columns"/> sums, one after the other.</param>
    public abstract void Products(int rows, float* a, int distance, nint aLine, float* b, nint bLine, int count, int lines, float* tile);
}
