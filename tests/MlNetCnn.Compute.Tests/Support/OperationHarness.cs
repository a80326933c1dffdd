using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests.Support;

/// <summary>What an operation made of a batch.</summary>
/// <param name="Output">Its output.</param>
/// <param name="InputGradients">Gradient by each input.</param>
/// <param name="WeightGradients">Gradient by each trainable weight, by the weight's name.</param>
/// <param name="Weights">All weights afterwards, by name.</param>
internal sealed record OperationResult(float[] Output, float[][] InputGradients, Dictionary<string, float[]> WeightGradients, Dictionary<string, float[]> Weights);

/// <summary>Runs one layer's operation forward and backward, with no graph around it.</summary>
internal static unsafe class OperationHarness
{
    /// <summary>Runs a layer that a model was built with.</summary>
    /// <param name="layer">The built layer.</param>
    /// <param name="inputs">One batch per input.</param>
    /// <param name="outputGradient">Gradient by the output; null to run forward only.</param>
    /// <param name="steps">Training steps with the same numbers; 0 for inference mode.</param>
    /// <param name="threads">Threads used at most.</param>
    /// <param name="level">Vector width; null for the widest.</param>
    /// <param name="weightGradients">Whether weights' gradients are wanted.</param>
    public static OperationResult Run(Layer layer, Tensor[] inputs, float[]? outputGradient, int steps = 0, int threads = 1, SimdLevel? level = null, bool weightGradients = true)
    {
        var kernels = level is { } l ? Kernels.For(l) : Kernels.Best;
        var batch = inputs[0].Batch;
        Shape[] shapes = [.. inputs.Select(i => i.Shape)];
        using var store = new WeightStore();
        using var operation = Operation.Create(new OperationSite(layer, layer.Name, shapes, layer.ComputeOutputShape(shapes), store, kernels));
        var buffers = new List<NativeBuffer>();
        NativeBuffer New(long count)
        {
            var buffer = new NativeBuffer(count);
            buffer.Span.Fill(float.NaN); // what is not written shows
            buffers.Add(buffer);
            return buffer;
        }

        NativeBuffer[] x = [.. inputs.Select(i => New(i.Span.Length))], dx = [.. inputs.Select(i => New(i.Span.Length))];
        for (var i = 0; i < x.Length; i++) inputs[i].Span.CopyTo(x[i].Span);
        var y = New(operation.OutputCount * batch);
        var dy = New(operation.OutputCount * batch);
        NativeBuffer[] dw = weightGradients ? [.. operation.Trainables.Select(t => New(t.Count))] : [];
        var perWorker = Math.Max(operation.Scratch, operation.BackwardScratch(batch)) + 15 & ~15L;
        var scratch = New(perWorker * threads + Math.Max(operation.SharedScratch(batch), operation.BackwardSharedScratch(batch)));
        for (var step = 0; step < Math.Max(1, steps); step++)
        {
            var run = new Execution(kernels, threads, scratch.Pointer, (nint)perWorker) { Batch = batch, Training = steps > 0 ? new TrainingStep(7, step) : null };
            operation.Refresh(threads);
            operation.Forward(run, Pointers(x), y.Pointer);
            if (outputGradient is null) continue;
            outputGradient.CopyTo(dy.Span);
            operation.Backward(run, new BackwardArguments
            {
                Inputs = Pointers(x),
                Output = y.Pointer,
                OutputGradient = dy.Pointer,
                InputGradients = Pointers(dx),
                WeightGradients = Pointers(dw),
            });
        }

        var result = new OperationResult(
            y.Span.ToArray(),
            [.. dx.Select(d => d.Span.ToArray())],
            Enumerable.Range(0, dw.Length).ToDictionary(i => operation.Trainables[i].Source.Name, i => dw[i].Span.ToArray()),
            store.Slots.ToDictionary(s => s.Source.Name, s => s.Span.ToArray()));
        foreach (var buffer in buffers) buffer.Dispose();
        return result;
    }

    /// <summary>Runs at every vector width with one to three threads: all must agree bit for bit.</summary>
    public static OperationResult RunEverywhere(Layer layer, Tensor[] inputs, float[]? outputGradient, int steps = 0)
    {
        var expected = Run(layer, inputs, outputGradient, steps);
        foreach (var level in SimdLevels.Available)
        {
            for (var threads = 1; threads <= 3; threads++)
            {
                var actual = Run(layer, inputs, outputGradient, steps, threads, level);
                Assert.Equal(expected.Output, actual.Output);
                for (var i = 0; i < inputs.Length; i++) Assert.Equal(expected.InputGradients[i], actual.InputGradients[i]);
                foreach (var (name, gradient) in expected.WeightGradients) Assert.Equal(gradient, actual.WeightGradients[name]);
                foreach (var (name, values) in expected.Weights) Assert.Equal(values, actual.Weights[name]);
            }
        }

        return expected;
    }

    private static float*[] Pointers(NativeBuffer[] buffers)
    {
        var pointers = new float*[buffers.Length];
        for (var i = 0; i < pointers.Length; i++) pointers[i] = buffers[i].Pointer;
        return pointers;
    }
}
