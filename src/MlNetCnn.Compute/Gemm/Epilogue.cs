using MlNetCnn.Compute.Functions;
using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Gemm;

/// <summary>
/// What happens to a channel's finished sum before it is written: sum * scale + shift (bias, folded batch normalization), then a clamp
/// (relu, relu6), then any other elementwise activation.
/// </summary>
internal sealed unsafe class Epilogue : IDisposable
{
    // Kernels read whole tiles of columns.
    private const int Slack = 64;
    private readonly NativeBuffer _data;

    /// <summary>Makes an epilogue that changes nothing.</summary>
    /// <param name="channels">Number of output channels.</param>
    public Epilogue(int channels)
    {
        Channels = channels;
        _data = new NativeBuffer(2L * (channels + Slack));
        new Span<float>(Scale, channels + Slack).Fill(1);
    }

    public int Channels { get; }

    /// <summary>Factor per channel.</summary>
    public float* Scale => _data.Pointer;

    /// <summary>Summand per channel.</summary>
    public float* Shift => _data.Pointer + Channels + Slack;

    /// <summary>Lower end of the clamp.</summary>
    public float Low { get; private set; } = float.NegativeInfinity;

    /// <summary>Upper end of the clamp.</summary>
    public float High { get; private set; } = float.PositiveInfinity;

    /// <summary>An elementwise activation that runs after the clamp; null for none.</summary>
    public ActivationKernel? Then { get; private set; }

    /// <summary>Whether only scale and shift happen, so that more can be folded in.</summary>
    public bool IsAffine => Then is null && float.IsNegativeInfinity(Low) && float.IsPositiveInfinity(High);

    /// <summary>Puts an activation at the end.</summary>
    public void Activate(ActivationKernel activation)
    {
        if (activation.Clamp is { } clamp) (Low, High) = clamp;
        else Then = activation;
    }

    /// <summary>Puts another scale and shift behind the present ones: (x s + t) s' + t'.</summary>
    public void Rescale(ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
    {
        for (var c = 0; c < Channels; c++)
        {
            Shift[c] = (float)((double)Shift[c] * scale[c] + shift[c]);
            Scale[c] *= scale[c];
        }
    }

    /// <summary>Sets scale 1 and the given shift.</summary>
    public void Reset(ReadOnlySpan<float> shift)
    {
        new Span<float>(Scale, Channels).Fill(1);
        if (shift.IsEmpty) new Span<float>(Shift, Channels).Clear();
        else shift.CopyTo(new Span<float>(Shift, Channels));
    }

    public void Dispose() => _data.Dispose();
}
