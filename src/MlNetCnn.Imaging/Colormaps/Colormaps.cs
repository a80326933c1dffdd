namespace MlNetCnn.Imaging;

/// <summary>The colormaps that the Keras book and its figures use.</summary>
public static class Colormaps
{
    /// <summary>
    /// Viridis, matplotlib's default: perceptually uniform, from dark blue to yellow. 8-bit values rounded, as OpenCV's <c>COLORMAP_VIRIDIS</c>;
    /// matplotlib cuts them to integers, so that its bytes can be 1 lower.
    /// </summary>
    public static Colormap Viridis { get; } = new("viridis", Convert.FromHexString(ViridisTable.Hex));

    /// <summary>Jet as OpenCV draws it (<c>cv2.COLORMAP_JET</c>, in RGB order), which the Keras book lays over its elephant.</summary>
    public static Colormap Jet { get; } = new("jet", JetOfOpenCv());

    /// <summary>
    /// Jet as matplotlib draws it (<c>matplotlib.cm.jet</c>), from the corners of its piecewise linear channels; 8-bit values
    /// are cut to integers as matplotlib cuts them.
    /// </summary>
    public static Colormap JetMatplotlib { get; } = new("jet (matplotlib)", JetOfMatplotlib());

    /// <summary>From black to white: red, green and blue are the index.</summary>
    public static Colormap Grey { get; } = new("grey", [.. Enumerable.Range(0, 768).Select(i => (byte)(i / 3))]);

    /// <summary>Ramps of four levels a step between plateaus, as OpenCV rounds them.</summary>
    private static byte[] JetOfOpenCv()
    {
        var table = new byte[768];
        for (var i = 0; i < 256; i++)
        {
            table[3 * i] = Clip(Math.Min(4 * i - 382, 1148 - 4 * i));
            table[3 * i + 1] = Clip(Math.Min(4 * i - 128, 892 - 4 * i));
            table[3 * i + 2] = Clip(Math.Min(4 * i + 128, 638 - 4 * i));
        }

        // The one place where OpenCV's table departs from its ramps.
        table[3 * 159 + 2] = 1;
        return table;
    }

    private static byte[] JetOfMatplotlib()
    {
        (double X, double Y)[] red = [(0, 0), (0.35, 0), (0.66, 1), (0.89, 1), (1, 0.5)];
        (double X, double Y)[] green = [(0, 0), (0.125, 0), (0.375, 1), (0.64, 1), (0.91, 0), (1, 0)];
        (double X, double Y)[] blue = [(0, 0.5), (0.11, 1), (0.34, 1), (0.65, 0), (1, 0)];
        var table = new byte[768];
        for (var i = 0; i < 256; i++)
        {
            table[3 * i] = Interpolate(red, i);
            table[3 * i + 1] = Interpolate(green, i);
            table[3 * i + 2] = Interpolate(blue, i);
        }

        return table;
    }

    private static byte Interpolate((double X, double Y)[] corners, int i)
    {
        if (i == 0) return (byte)(255 * corners[0].Y);
        if (i == 255) return (byte)(255 * corners[^1].Y);
        var next = 1;
        while (corners[next].X * 255 < i) next++;
        double from = corners[next - 1].X * 255, to = corners[next].X * 255;
        var share = (i - from) / (to - from);
        return (byte)(255 * (share * (corners[next].Y - corners[next - 1].Y) + corners[next - 1].Y));
    }

    private static byte Clip(int value) => (byte)Math.Clamp(value, 0, 255);
}
