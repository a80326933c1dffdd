namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Where a window stands along one dimension of a picture (<c>GetWindowedOutputSizeVerboseV2</c>).</summary>
/// <param name="Input">Size of the picture.</param>
/// <param name="Filter">Size of the window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one element of the window to the next.</param>
/// <param name="Output">Number of windows.</param>
/// <param name="Before">How far the first window stands out over the start.</param>
internal readonly record struct Window(int Input, int Filter, int Stride, int Dilation, int Output, int Before)
{
    /// <summary>The window's element in the picture, or -1 outside.</summary>
    public int At(int window, int element) => window * Stride + element * Dilation - Before is var at && at < Input ? Math.Max(at, -1) : -1;

    /// <summary>Finds the windows.</summary>
    /// <param name="padding">SAME: ceil(input / stride) windows, of an odd border the greater half behind. VALID: no border. EXPLICIT: the border given.</param>
    public static Window Of(KernelCall call, int input, int filter, int stride, int dilation, string padding, (int Before, int After) border = default)
    {
        call.Require(stride > 0, $"Stride must be > 0, but got {stride}");
        call.Require(dilation >= 1, $"Dilation rate must be >= 1, but got {dilation}");
        var effective = (filter - 1) * dilation + 1;
        if (padding == "SAME")
        {
            var windows = (input + stride - 1) / stride;
            return new(input, filter, stride, dilation, windows, Math.Max(0, (windows - 1) * stride + effective - input) / 2);
        }

        var padded = padding == "EXPLICIT" ? input + border.Before + border.After : input;
        call.Require(padded >= effective, $"Negative dimension size caused by subtracting {effective} from {padded} for input size {input}");
        return new(input, filter, stride, dilation, (padded - effective) / stride + 1, padding == "EXPLICIT" ? border.Before : 0);
    }
}
