namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Sizes of a convolution of pictures with channels last, checked as <c>conv_ops.cc</c> and <c>conv_grad_ops.cc</c> check them.</summary>
internal sealed class ConvolutionPlan
{
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

    /// <summary>Calls a body for each pair of output and input pixel of one picture that an element of the filter joins, all as indices of pixels.</summary>
    public void ForEach(int picture, Action<int, int, int> body)
    {
        for (var oy = 0; oy < Rows.Output; oy++)
            for (var ox = 0; ox < Columns.Output; ox++)
                for (var ky = 0; ky < Rows.Filter; ky++)
                {
                    var y = Rows.At(oy, ky);
                    if (y < 0) continue;
                    for (var kx = 0; kx < Columns.Filter; kx++)
                    {
                        var x = Columns.At(ox, kx);
                        if (x >= 0) body((picture * Rows.Output + oy) * Columns.Output + ox, (picture * Rows.Input + y) * Columns.Input + x, ky * Columns.Filter + kx);
                    }
                }
    }
}
