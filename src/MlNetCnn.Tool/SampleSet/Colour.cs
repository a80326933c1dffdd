namespace MlNetCnn.Tool.SampleSet;

/// <summary>An sRGB colour; each part from 0 to 1.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    public static readonly Colour Black = new(0, 0, 0);

    /// <summary>From hue (degrees, any), saturation and value (0 to 1).</summary>
    public static Colour FromHsv(double hue, double saturation, double value)
    {
        return new Colour(Part(5), Part(3), Part(1));

        double Part(int n)
        {
            var k = (n + hue / 60) % 6;
            if (k < 0) k += 6;
            return value - value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1);
        }
    }

    /// <summary>The colour between this one (0) and another (1).</summary>
    public Colour Towards(Colour other, double part) =>
        new(Red + (other.Red - Red) * part, Green + (other.Green - Green) * part, Blue + (other.Blue - Blue) * part);

    /// <summary>Brighter or darker.</summary>
    public Colour Lit(double factor) => new(Red * factor, Green * factor, Blue * factor);
}
