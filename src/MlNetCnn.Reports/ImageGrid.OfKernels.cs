using System.Globalization;
using MlNetCnn.Imaging;

namespace MlNetCnn.Reports;

public sealed partial class ImageGrid
{
    /// <summary>
    /// A convolution's kernels, one picture for each: black is the least of all the values shown, white the greatest. Kernels of 3 input channels are coloured; of 1, grey;
    /// of others, each row is one kernel and its pictures are its first input channels.
    /// </summary>
    /// <param name="title">Title above the grid.</param>
    /// <param name="values">The values in Keras's order: height x width x inputs x outputs.</param>
    /// <param name="height">Rows of a kernel.</param>
    /// <param name="width">Columns of a kernel.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Kernels.</param>
    /// <param name="most">At most so many pictures; for others than 1 or 3 channels a square of about as many.</param>
    /// <exception cref="ArgumentException">The values are not as many as the shape says.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or there are to be more pictures than a grid shows.</exception>
    public static ImageGrid OfKernels(string title, ReadOnlySpan<float> values, int height, int width, int inputs, int outputs, int most = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MostTiles);
        if (values.Length != (long)height * width * inputs * outputs)
            throw new ArgumentException($"Kernels of {height} x {width} x {inputs} x {outputs} have {(long)height * width * inputs * outputs} values; there are {values.Length}.", nameof(values));
        var coloured = inputs == 3;
        var side = Math.Max(1, (int)Math.Sqrt(most));
        var (shownInputs, shownOutputs) = inputs is 1 or 3 ? (1, Math.Min(outputs, most)) : (Math.Min(inputs, side), Math.Min(outputs, side));
        var array = values.ToArray();
        var channels = coloured ? 3 : 1;
        float least = float.PositiveInfinity, greatest = float.NegativeInfinity;
        ForEach((_, _, _, _, value) => { if (float.IsFinite(value)) (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value)); });
        if (least > greatest) (least, greatest) = (0, 0);
        Image[] tiles = [.. Enumerable.Range(0, shownInputs * shownOutputs).Select(_ => new Image(height, width, channels))];
        ForEach((tile, y, x, channel, value) => tiles[tile].Row(y)[x * channels + channel] = Shade(value));
        var culture = CultureInfo.InvariantCulture;
        string[] notes =
        [
            .. shownOutputs < outputs ? [string.Create(culture, $"the first {shownOutputs} of {outputs} kernels")] : Array.Empty<string>(),
            .. coloured ? ["red, green and blue are a kernel's three channels"] : Array.Empty<string>(),
            .. coloured || inputs == 1 ? [] : new[] { shownInputs < inputs ? string.Create(culture, $"a row shows the first {shownInputs} of a kernel's {inputs} channels") : "a row is a kernel" },
        ];
        return new ImageGrid(title, tiles, inputs is 1 or 3 ? null : shownInputs, string.Join("; ", notes))
        {
            Bar = new ColourBar(Colormaps.Grey, least.ToString("G3", culture), greatest.ToString("G3", culture)),
        };

        void ForEach(Action<int, int, int, int, float> visit)
        {
            for (var output = 0; output < shownOutputs; output++)
                for (var input = 0; input < shownInputs; input++)
                    for (var y = 0; y < height; y++)
                        for (var x = 0; x < width; x++)
                            for (var c = 0; c < channels; c++)
                                visit(output * shownInputs + input, y, x, c, array[((y * width + x) * inputs + input + c) * outputs + output]);
        }

        byte Shade(float value) => !float.IsFinite(value) || greatest == least ? (byte)128 : (byte)Math.Round(255 * ((double)value - least) / ((double)greatest - least));
    }
}
