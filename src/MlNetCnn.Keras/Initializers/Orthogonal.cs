using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>
/// Rows or columns (whichever are fewer) of length <see cref="Gain"/> that stand at right angles to each other (<c>keras.initializers.Orthogonal</c>; Saxe and others, 2013): all
/// dimensions but the last are the rows.
/// </summary>
/// <param name="gain">Length of the rows or columns. Default 1 (Keras 1's <c>orthogonal</c> had 1.1).</param>
[KerasName("Orthogonal", "OrthogonalInitializer", "orthogonal")]
public sealed class Orthogonal(double gain = 1) : Initializer
{
    /// <summary>Length of the rows or columns.</summary>
    public double Gain { get; } = gain;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var columns = shape.Rank == 0 ? 1 : shape[^1];
        var rows = columns == 0 ? 0 : values.Length / columns;
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            do
            {
                vectors[i] = new double[length];
                for (var j = 0; j < length; j++) vectors[i][j] = random.NextNormal();
            }
            while (!TryMakeOrthonormal(vectors, i));
        }

        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++) values[r * columns + c] = (float)(Gain * (rows >= columns ? vectors[c][r] : vectors[r][c]));
    }

    /// <summary>Gram and Schmidt's way, twice for accuracy; false for a vector that the others already span.</summary>
    private static bool TryMakeOrthonormal(double[][] vectors, int index)
    {
        var vector = vectors[index];
        for (var pass = 0; pass < 2; pass++)
        {
            for (var k = 0; k < index; k++)
            {
                var dot = Dot(vector, vectors[k]);
                for (var j = 0; j < vector.Length; j++) vector[j] -= dot * vectors[k][j];
            }

            var norm = Math.Sqrt(Dot(vector, vector));
            if (norm < 1e-6) return false;
            for (var j = 0; j < vector.Length; j++) vector[j] /= norm;
        }

        return true;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var j = 0; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }

    internal static Orthogonal FromConfig(ConfigReader config) => new(config.GetDouble("gain") ?? (config.KerasMajor == 1 ? 1.1 : 1));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.WriteNull("seed");
        config.Write("gain", Gain);
    }
}
