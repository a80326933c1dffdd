using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>The two weights of Reference/make_optimizers.py with their gradients, and an optimizer at work on them.</summary>
internal sealed unsafe class OptimizerBench : IDisposable
{
    private readonly WeightSlot[] _slots;
    private readonly NativeBuffer[] _gradients;
    private readonly bool _byRange;

    public OptimizerBench(Optimizer optimizer, Kernels? kernels = null, int threads = 2, int count = 19, bool byRange = false, Func<WeightSlot, double>? multipliers = null)
    {
        var net = new Sequential([count]) { new Dense(1, useBias: false, name: "a"), new Reshape([1, 1]), new Dense(3, useBias: false, name: "b") };
        net.Weights[0].SetValues(ReferenceNumbers.Wave(count, 0.3));
        net.Weights[1].SetValues(ReferenceNumbers.Wave(3, 1.1, 2));
        _slots = [new(net.Weights[0]), new(net.Weights[1])];
        _gradients = [new(count), new(3)];
        _byRange = byRange;
        try
        {
            Run = new OptimizerRun(optimizer, _slots.Select((s, i) => (s, byRange ? null : _gradients[i])), kernels ?? Kernels.Best, threads, multipliers);
        }
        catch
        {
            Free();
            throw;
        }
    }

    public OptimizerRun Run { get; }

    public float[] Weights => [.. _slots[0].Span, .. _slots[1].Span];

    public void Load(float[] weights)
    {
        weights.AsSpan(0, _slots[0].Count).CopyTo(new Span<float>(_slots[0].Values, _slots[0].Count));
        weights.AsSpan(_slots[0].Count).CopyTo(new Span<float>(_slots[1].Values, 3));
    }

    /// <summary>A step with whole gradients.</summary>
    /// <param name="poison">Value of the first gradient that becomes NaN.</param>
    public void Step(int poison = -1)
    {
        FillGradients();
        if (poison >= 0) _gradients[0].Span[poison] = float.NaN;
        Run.Apply();
    }

    /// <summary>A step of ranges of the first weight, each from a gradient that is NaN outside of the range.</summary>
    public void StepByRange((int Start, int End)[] ranges)
    {
        Assert.True(_byRange);
        FillGradients();
        Run.Begin();
        using var part = new NativeBuffer(_slots[0].Count);
        foreach (var (start, end) in ranges)
        {
            part.Span.Fill(float.NaN);
            _gradients[0].Span[start..end].CopyTo(part.Span[start..end]);
            Run.Update(_slots[0], part.Pointer, start, end);
            for (var i = 0; i < part.Length; i++) Assert.Equal(i < start || i >= end, float.IsNaN(part.Span[i]));
        }

        Run.Update(_slots[1], _gradients[1].Pointer, 0, 3);
        Run.Finish();
    }

    public void Dispose()
    {
        Run.Dispose();
        Free();
    }

    private void FillGradients()
    {
        var t = Run.Steps;
        for (var i = 0; i < _slots[0].Count; i++) _gradients[0].Span[i] = (float)(0.5 * _slots[0].Span[i] + Math.Cos(t + i));
        for (var i = 0; i < 3; i++) _gradients[1].Span[i] = (float)(0.25 * _slots[1].Span[i] + Math.Sin(2 * t + i));
    }

    private void Free()
    {
        foreach (var slot in _slots) slot.Dispose();
        foreach (var gradient in _gradients) gradient.Dispose();
    }
}
