namespace MlNetCnn.Reports;

/// <summary>One named series of a <see cref="LineChart"/>. Immutable: the values are copied.</summary>
/// <remarks>
/// A point is drawn where both its values are finite and within ±1e300; others are skipped, and a line has a gap there. A series without
/// any such point is named in the legend as having no data.
/// </remarks>
public sealed class LineSeries
{
    /// <summary>Describes a series.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Positions, e.g. epochs from 1, in the order in which the line goes.</param>
    /// <param name="y">Values, as many as positions.</param>
    /// <param name="style">Dots, a line, or both.</param>
    /// <param name="colour">Colour of dots and line.</param>
    /// <exception cref="ArgumentException">The two lists have different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The style or the colour is not one of the enumeration's.</exception>
    public LineSeries(string name, IEnumerable<double> x, IEnumerable<double> y, SeriesStyle style = SeriesStyle.Line, PaletteColour colour = PaletteColour.Blue)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (!Enum.IsDefined(style)) throw new ArgumentOutOfRangeException(nameof(style), style, "A series is drawn as Points, Line or Both.");
        if (!Enum.IsDefined(colour)) throw new ArgumentOutOfRangeException(nameof(colour), colour, "Not a colour of the palette.");
        (Name, Style, Colour) = (name, style, colour);
        X = Array.AsReadOnly(x.ToArray());
        Y = Array.AsReadOnly(y.ToArray());
        if (X.Count != Y.Count)
            throw new ArgumentException($"Series '{name}' has {X.Count} x values and {Y.Count} y values; give one y for each x.", nameof(y));
    }

    /// <summary>Name in the legend.</summary>
    public string Name { get; }

    /// <summary>Positions, e.g. epochs from 1.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Values, as many as <see cref="X"/>.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Dots, a line, or both.</summary>
    public SeriesStyle Style { get; }

    /// <summary>Colour of dots and line.</summary>
    public PaletteColour Colour { get; }

    /// <summary>A series over positions 1, 2, 3 ..., e.g. one value per epoch.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="values">The values of epochs 1, 2, 3 ...</param>
    /// <param name="style">Dots, a line, or both.</param>
    /// <param name="colour">Colour of dots and line.</param>
    public static LineSeries PerEpoch(string name, IEnumerable<double> values, SeriesStyle style = SeriesStyle.Line, PaletteColour colour = PaletteColour.Blue)
    {
        ArgumentNullException.ThrowIfNull(values);
        var y = values.ToArray();
        return new LineSeries(name, Enumerable.Range(1, y.Length).Select(epoch => (double)epoch), y, style, colour);
    }

    /// <summary>Whether point <paramref name="index"/> is drawn: both values finite and within ±1e300.</summary>
    internal bool IsDrawn(int index) => Math.Abs(X[index]) <= 1e300 && Math.Abs(Y[index]) <= 1e300;
}
