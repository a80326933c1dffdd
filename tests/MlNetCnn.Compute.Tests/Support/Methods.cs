using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Tests.Support;

/// <summary>Runs parts of the engine on arrays, with as much scratch as they ask for and garbage in it.</summary>
internal static unsafe class Methods
{
    public static float[] Run(Kernels kernels, int threads, int batch, long perWorker, long shared, int outputs, Action<Execution, Pointer> body)
    {
        perWorker = (perWorker + 15) / 16 * 16;
        using var scratch = new NativeBuffer(perWorker * threads + shared);
        scratch.Span.Fill(float.NaN);
        using var output = new NativeBuffer(outputs);
        output.Span.Fill(float.NaN);
        body(new Execution(kernels, threads, scratch.Pointer, (nint)perWorker) { Batch = batch }, new(output.Pointer));
        return output.Span.ToArray();
    }

    public static float[] Run(ConvolutionMethod method, Kernels kernels, int threads, int batch, float[] input, float[] kernel, int channels, int outputs, bool pool = false)
    {
        using (method)
        {
            using var epilogue = new Epilogue(channels);
            using var x = Copy(input);
            using var k = Copy(kernel);
            method.Pack(k.Pointer, threads);
            return Run(kernels, threads, batch, method.Scratch, method.SharedScratch(batch), outputs, (run, y) => method.Run(run, x.Pointer, epilogue, y.Value, pool));
        }
    }

    public static float[] Run(KernelGradientMethod method, Kernels kernels, int threads, int batch, float[] input, float[] gradient, int outputs)
    {
        using (method)
        {
            using var x = Copy(input);
            using var dy = Copy(gradient);
            return Run(kernels, threads, batch, method.Scratch(batch), method.SharedScratch(batch), outputs, (run, y) => method.Run(run, x.Pointer, dy.Pointer, y.Value));
        }
    }

    public static NativeBuffer Copy(float[] values)
    {
        var buffer = new NativeBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>The same from every vector width with one to three threads.</summary>
    public static float[] Everywhere(Func<Kernels, int, float[]> body)
    {
        var expected = body(Kernels.Best, 1);
        foreach (var level in SimdLevels.Available)
            for (var threads = 1; threads <= 3; threads++) Assert.Equal(expected, body(Kernels.For(level), threads));
        return expected;
    }

    /// <summary>A pointer that a delegate may take.</summary>
    public readonly record struct Pointer(nint Address)
    {
        public Pointer(float* value)
            : this((nint)value) { }

        public float* Value => (float*)Address;
    }
}
