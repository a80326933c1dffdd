using System.Diagnostics;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Convolution;

/// <summary>Times every way of computing a model's convolutions and keeps the fastest of each.</summary>
/// <param name="kernels">Kernels.</param>
/// <param name="threads">Threads.</param>
/// <param name="batch">Elements that run together.</param>
internal sealed unsafe class PlanMeasurement(Kernels kernels, int threads, int batch)
{
    private const int Runs = 5;
    private static readonly string[] Ways = ["direct", "winograd2", "winograd3", "winograd4"];

    /// <summary>Measures.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="backward">Whether the gradients are measured too.</param>
    public ConvolutionPlan Run(FlatGraph graph, bool backward)
    {
        var methods = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var call in graph.Calls)
        {
            if (call.Layer is not Conv2D layer) continue;
            Shape Last(Shape shape) => layer.DataFormat == DataFormat.ChannelsFirst ? [shape[1], shape[2], shape[0]] : shape;
            var (input, output) = (Last(call.Inputs[0].Shape), Last(call.Output.Shape));
            var windows = Windows.Of(input, output, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding);
            foreach (var pass in backward ? ["forward", "input", "kernel"] : new[] { "forward" })
            {
                if (ConvolutionChoice.KeyOf(pass, windows, layer.Filters, layer.Groups) is not { } key || methods.ContainsKey(key)) continue;
                methods.Add(key, Ways.MinBy(way => Time(pass, new ConvolutionChoice(false, new ConvolutionPlan([new(key, way)])), windows, layer.Filters))!);
            }
        }

        return new ConvolutionPlan(methods);
    }

    private double Time(string pass, ConvolutionChoice choice, Windows windows, int filters)
    {
        using var input = Filled(windows.InputCount * batch);
        using var output = Filled((long)windows.Positions * filters * batch);
        using var kernel = Filled((long)windows.Elements * windows.Channels * filters);
        if (pass == "kernel")
        {
            using var method = choice.KernelGradient(kernels, windows, filters, 1);
            return Best(method.Scratch(batch), method.SharedScratch(batch), run => method.Run(run, input.Pointer, output.Pointer, kernel.Pointer));
        }

        using var convolution = pass == "forward" ? choice.Forward(kernels, windows, filters, 1) : choice.InputGradient(kernels, windows, filters, 1);
        using var epilogue = new Epilogue(pass == "forward" ? filters : windows.Channels);
        convolution.Pack(kernel.Pointer, threads);
        return Best(convolution.Scratch, convolution.SharedScratch(batch), run =>
        {
            if (pass == "forward") convolution.Run(run, input.Pointer, epilogue, output.Pointer);
            else convolution.Run(run, output.Pointer, epilogue, input.Pointer);
        });
    }

    private double Best(long scratch, long shared, Action<Execution> body)
    {
        scratch = (scratch + 15) / 16 * 16;
        using var memory = new NativeBuffer(scratch * threads + shared);
        var run = new Execution(kernels, threads, memory.Pointer, (nint)scratch) { Batch = batch };
        body(run);
        var best = double.PositiveInfinity;
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            body(run);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static NativeBuffer Filled(long count)
    {
        var buffer = new NativeBuffer(count);
        var random = new RandomStream(1, "measurement");
        foreach (ref var value in buffer.Span) value = random.NextSingle() - 0.5f;
        return buffer;
    }
}
