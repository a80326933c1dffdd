namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>What operations on windows of pictures have in common: their attributes, and channels first or last.</summary>
internal static class Picture
{
    public const string Strides = "strides ints";
    public const string Padding = "padding string in SAME,VALID";
    public const string AnyPadding = "padding string in SAME,VALID,EXPLICIT";
    public const string Explicit = "explicit_paddings ints = []";
    public const string Format = "data_format string in NHWC,NCHW = NHWC";
    public const string Dilations = "dilations ints = [1,1,1,1]";

    private static readonly int[] ToLast = [0, 2, 3, 1];
    private static readonly int[] ToFirst = [0, 3, 1, 2];

    public static bool IsFirst(KernelCall call) => call.Text("data_format") == "NCHW";

    /// <summary>A picture with its channels last.</summary>
    public static Tensor Last(KernelCall call, Tensor x, string what = "input")
    {
        call.Require(x.Rank == 4, $"{what} must be 4-dimensional: {x.ShapeText}");
        if (!IsFirst(call)) return x;
        call.Require(!call.Resources.Options.LikeCpu, "The CPU implementation only supports NHWC tensor format for now.", TensorFlowStatus.Unimplemented);
        return MoveKernels.Transpose(x, ToLast);
    }

    /// <summary>A result with its channels where the node has them.</summary>
    public static Tensor Back(KernelCall call, Tensor x) => IsFirst(call) ? MoveKernels.Transpose(x, ToFirst) : x;

    /// <summary>Sizes in the order N, H, W, C.</summary>
    public static int[] Last(KernelCall call, int[] sizes) => IsFirst(call) ? [.. ToLast.Select(d => sizes[d])] : sizes;

    /// <summary>Rows' and columns' values of an attribute that has one per dimension, 1 for batch and channels.</summary>
    public static (int Rows, int Columns) Two(KernelCall call, string attribute, string what)
    {
        var values = call.Ints(attribute);
        call.Require(values.Length == 4, $"{what} field must specify 4 dimensions");
        var last = Last(call, values);
        call.Require(
            last[0] == 1 && last[3] == 1, $"Current implementation does not yet support {what} in the batch and depth dimensions.", TensorFlowStatus.InvalidArgument);
        return (last[1], last[2]);
    }

    /// <summary>Borders of rows and columns where the padding is EXPLICIT; there must be none where it is not.</summary>
    public static ((int Before, int After) Rows, (int Before, int After) Columns) Borders(KernelCall call)
    {
        var values = call.Ints("explicit_paddings");
        if (call.Text("padding") != "EXPLICIT")
        {
            call.Require(values.Length == 0, "explicit_paddings attribute must be empty if the padding attribute is not EXPLICIT");
            return default;
        }

        call.Require(values.Length == 8, $"explicit_paddings attribute must contain 8 values, but got: {values.Length}");
        call.Require(Array.TrueForAll(values, v => v >= 0), "All elements of explicit_paddings must be nonnegative");
        var (n, h, w, c) = IsFirst(call) ? (0, 2, 3, 1) : (0, 1, 2, 3);
        call.Require(
            values[2 * n] == 0 && values[2 * n + 1] == 0 && values[2 * c] == 0 && values[2 * c + 1] == 0, "Nonzero explicit padding in the batch or depth dimensions is not supported");
        return ((values[2 * h], values[2 * h + 1]), (values[2 * w], values[2 * w + 1]));
    }
}
