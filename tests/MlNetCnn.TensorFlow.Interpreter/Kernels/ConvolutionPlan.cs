namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Sizes of a convolution of pictures with channels last, checked as <c>conv_ops.cc</c> and <c>conv_grad_ops.cc</c> check them.</summary>
internal sealed class ConvolutionPlan
{
    private const int ChunkSize = 128;

    private ConvolutionPlan(int batch, Window rows, Window columns, int inputs, int groupInputs, int outputs) =>
        (Batch, Rows, Columns, Inputs, GroupInputs, Outputs) = (batch, rows, columns, inputs, groupInputs, outputs);

    public int Batch { get; }

    public Window Rows { get; }

    public Window Columns { get; }

    /// <summary>Channels of the input.</summary>
    public int Inputs { get; }

    /// <summary>Channels of the input that one group takes.</summary>
    public int GroupInputs { get; }

    /// <summary>Channels of the output.</summary>
    public int Outputs { get; }

    /// <summary>Channels of the output that one group makes.</summary>
    public int GroupOutputs => Outputs / Groups;

    public int Groups => Inputs / GroupInputs;

    public int[] OutputShape => [Batch, Rows.Output, Columns.Output, Outputs];

    /// <summary>Multiplications.</summary>
    public long Work => (long)Batch * Rows.Output * Columns.Output * Rows.Filter * Columns.Filter * GroupInputs * Outputs;

    /// <param name="input">N, H, W, C.</param>
    /// <param name="filter">H, W, channels of a group, output channels.</param>
    public static ConvolutionPlan Of(KernelCall call, int[] input, int[] filter)
    {
        call.Require(filter.Length == 4, $"filter must be 4-dimensional: [{string.Join(",", filter)}]");
        var (strides, dilations, borders) = (Picture.Two(call, "strides", "Sliding window strides"), Picture.Two(call, "dilations", "Sliding window dilations"), Picture.Borders(call));
        call.Require(filter[2] > 0 && input[3] % filter[2] == 0, $"input depth must be evenly divisible by filter depth: {input[3]} vs {filter[2]}");
        var groups = input[3] / filter[2];
        call.Require(groups > 0 && filter[3] % groups == 0, $"output depth must be evenly divisible by number of groups: {filter[3]} vs {groups}");
        var padding = call.Text("padding");
        return new(
            input[0], Window.Of(call, input[1], filter[0], strides.Rows, dilations.Rows, padding, borders.Rows),
            Window.Of(call, input[2], filter[1], strides.Columns, dilations.Columns, padding, borders.Columns), input[3], filter[2], filter[3]);
    }

    /// <summary>Elements of the input that one output pixel takes in one group.</summary>
    public int PatchSize => Rows.Filter * Columns.Filter * GroupInputs;

    /// <summary>Output pixels of all pictures in chunks that fit the cache.</summary>
    public int Chunks => (OutputPixels + ChunkSize - 1) / ChunkSize;

    private int OutputPixels => Batch * Rows.Output * Columns.Output;

    /// <summary>The output pixels of a chunk.</summary>
    public (int First, int Count) Pixels(int chunk) => (chunk * ChunkSize, Math.Min(ChunkSize, OutputPixels - chunk * ChunkSize));

    /// <summary>A group's filter as a matrix, patch × output channels.</summary>
    public double[] Filter(double[] filter, int group) => Groups == 1 ? filter : Columnwise(filter, PatchSize, Outputs, group * GroupOutputs, GroupOutputs);

    /// <summary>A group's channels of output pixels.</summary>
    public double[] Outcomes(double[] values, int group, int first, int count) => Columnwise(values.AsSpan(first * Outputs, count * Outputs), count, Outputs, group * GroupOutputs, GroupOutputs);

    /// <summary>What output pixels take, one row for each; zeros outside of the picture.</summary>
    public double[] Patches(double[] input, int group, int first, int count)
    {
        var result = new double[count * PatchSize];
        ForEach(first, count, (pixel, at) => input.AsSpan(pixel * Inputs + group * GroupInputs, GroupInputs).CopyTo(result.AsSpan(at * GroupInputs)));
        return result;
    }

    /// <summary>Adds rows of patches to where they were taken from.</summary>
    public void AddPatches(double[] patches, int group, int first, int count, double[] input) => ForEach(first, count, (pixel, at) =>
        Vectors.AddScaled(1, patches.AsSpan(at * GroupInputs, GroupInputs), input.AsSpan(pixel * Inputs + group * GroupInputs, GroupInputs)));

    /// <summary>A matrix turned.</summary>
    public static double[] Turned(double[] matrix, int rows, int columns)
    {
        var result = new double[matrix.Length];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++) result[c * rows + r] = matrix[r * columns + c];
        return result;
    }

    /// <summary>
    /// Calls a body for each element of the filter over output pixels, where it stands in the picture: the input pixel, and the element counted over all those output pixels.
    /// </summary>
    public void ForEach(int first, int count, Action<int, int> body)
    {
        for (var i = 0; i < count; i++)
        {
            var (n, oy, ox) = ((first + i) / Columns.Output / Rows.Output, (first + i) / Columns.Output % Rows.Output, (first + i) % Columns.Output);
            for (var ky = 0; ky < Rows.Filter; ky++)
            {
                var y = Rows.At(oy, ky);
                if (y < 0) continue;
                for (var kx = 0; kx < Columns.Filter; kx++)
                {
                    var x = Columns.At(ox, kx);
                    if (x >= 0) body((n * Rows.Input + y) * Columns.Input + x, (i * Rows.Filter + ky) * Columns.Filter + kx);
                }
            }
        }
    }

    private static double[] Columnwise(ReadOnlySpan<double> matrix, int rows, int columns, int from, int count)
    {
        if (count == columns) return matrix.ToArray();
        var result = new double[rows * count];
        for (var r = 0; r < rows; r++) matrix.Slice(r * columns + from, count).CopyTo(result.AsSpan(r * count));
        return result;
    }
}
