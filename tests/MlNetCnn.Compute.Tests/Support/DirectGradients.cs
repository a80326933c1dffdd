using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Tests.Support;

/// <summary>Convolutions and their gradients in float64, one product after the other: the definition, with none of the engine's loops.</summary>
internal static class DirectGradients
{
    /// <summary>Calls the body for every product of a convolution: index in the input, in the kernel (height, width, in / groups, filters), in the output.</summary>
    public static void ForProducts(Windows w, int filters, int groups, int batch, Action<int, int, int> body)
    {
        int inGroup = w.Channels / groups, outGroup = filters / groups;
        for (var n = 0; n < batch; n++)
            for (var oy = 0; oy < w.OutHeight; oy++)
                for (var ox = 0; ox < w.OutWidth; ox++)
                    for (var ky = 0; ky < w.Size.Height; ky++)
                        for (var kx = 0; kx < w.Size.Width; kx++)
                        {
                            int iy = oy * w.Strides.Height - w.PadTop + ky * w.Dilation.Height, ix = ox * w.Strides.Width - w.PadLeft + kx * w.Dilation.Width;
                            if (iy < 0 || ix < 0 || iy >= w.Height || ix >= w.Width) continue;
                            for (var f = 0; f < filters; f++)
                                for (var c = 0; c < inGroup; c++)
                                    body(
                                        ((n * w.Height + iy) * w.Width + ix) * w.Channels + f / outGroup * inGroup + c,
                                        ((ky * w.Size.Width + kx) * inGroup + c) * filters + f,
                                        ((n * w.OutHeight + oy) * w.OutWidth + ox) * filters + f);
                        }
    }

    public static Exact Forward(Windows w, int filters, int groups, int batch, float[] x, float[] kernel) =>
        Sum(batch * w.Positions * filters, add => ForProducts(w, filters, groups, batch, (i, k, o) => add(o, (double)x[i] * kernel[k])));

    public static Exact ByInput(Windows w, int filters, int groups, int batch, float[] kernel, float[] dy) =>
        Sum(batch * (int)w.InputCount, add => ForProducts(w, filters, groups, batch, (i, k, o) => add(i, (double)dy[o] * kernel[k])));

    public static Exact ByKernel(Windows w, int filters, int groups, int batch, float[] x, float[] dy) =>
        Sum(w.Elements * w.Channels / groups * filters, add => ForProducts(w, filters, groups, batch, (i, k, o) => add(k, (double)dy[o] * x[i])));

    private static Exact Sum(int count, Action<Action<int, double>> terms)
    {
        var result = new Exact(new double[count], new double[count]);
        terms((i, term) =>
        {
            result.Values[i] += term;
            result.Magnitudes[i] += Math.Abs(term);
        });
        return result;
    }
}
