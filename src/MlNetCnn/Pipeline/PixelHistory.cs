using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;

namespace MlNetCnn.Pipeline;

/// <summary>
/// What has been done to the pixels of a column since they were 0 to 255. It goes along in the schema, as an annotation, so that a network can tell whether its pixels are those that it takes.
/// A column without one may hold anything.
/// </summary>
internal sealed class PixelHistory
{
    /// <summary>The annotation's kind.</summary>
    public const string Kind = "PixelPreprocessing";

    // Enough for factors that are written as 0.0078 or 0.00784; a wrong preprocessing is off by far more.
    private const double Tolerance = 0.01;

    private readonly IReadOnlyList<PixelStep> _steps;

    private PixelHistory(IReadOnlyList<PixelStep> steps) => _steps = steps;

    /// <summary>Pixels 0 to 255.</summary>
    public static PixelHistory Raw { get; } = new([]);

    /// <summary>Shape of the annotation.</summary>
    public static SchemaShape.Column AnnotationShape => Shapes.Scalar(Kind, TextDataViewType.Instance);

    /// <summary>The annotation as shapes of a column have it: the same where a column has it, else none.</summary>
    public static SchemaShape.Column[] ShapeOf(SchemaShape.Column column) => column.Annotations.Any(a => a.Name == Kind) ? [AnnotationShape] : [];

    /// <summary>What a column's annotation says; null where there is none, or one that somebody else made.</summary>
    public static PixelHistory? Of(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Kind) is not { Type: TextDataViewType }) return null;
        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(Kind, ref text);
        List<PixelStep> steps = [];
        foreach (var part in text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (star, plus) = (part.IndexOf('*'), part.LastIndexOf('+'));
            if (star < 0 || plus < star || !Enum.TryParse<Preprocessing>(part[..star], out var mode) || !Parse(part[(star + 1)..plus], out var scale) || !Parse(part[(plus + 1)..], out var offset))
                return null;
            steps.Add(new PixelStep(mode, scale, offset));
        }

        return new PixelHistory(steps);

        static bool Parse(string number, out float value) => float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>With something more done.</summary>
    public PixelHistory Then(PixelStep step) => step.IsNothing ? this : new PixelHistory([.. _steps, step]);

    /// <summary>As the annotations of a column.</summary>
    public DataViewSchema.Annotations ToAnnotations()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(Kind, TextDataViewType.Instance, string.Join(' ', _steps).AsMemory());
        return builder.ToAnnotations();
    }

    /// <summary>Whether pixels have come to what one of Keras's preprocessings makes of them, whichever way.</summary>
    public bool Is(Preprocessing wanted)
    {
        var (mode, scale, offset) = Result();
        var (wantedMode, wantedScale, wantedOffset) = new PixelHistory([new PixelStep(wanted)]).Result();
        return mode == wantedMode && Math.Abs(scale - wantedScale) <= Tolerance * wantedScale && Math.Abs(offset - wantedOffset) <= Tolerance * Math.Max(1, Math.Abs(wantedOffset));
    }

    /// <summary>What was done, in words that follow "holds pixels".</summary>
    public override string ToString() => _steps.Count == 0 ? "0 to 255 as they are" : string.Join(" and then ", _steps.Select(Words));

    private static string Words(PixelStep step)
    {
        var times = step is { Scale: 1, Offset: 0 } ? "" : string.Create(CultureInfo.InvariantCulture, $"times {step.Scale:0.#######}") + (step.Offset == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" plus {step.Offset:0.#######}"));
        return step.Mode == Preprocessing.None ? times : $"preprocessed as {step.Mode}{(times.Length > 0 ? " " + times : "")}";
    }

    /// <summary>All steps as one: Tf is a factor and a shift like any other. A mode of null is none of Keras's.</summary>
    private (Preprocessing? Mode, double Scale, double Offset) Result()
    {
        var (mode, scale, offset) = ((Preprocessing?)Preprocessing.None, 1.0, 0.0);
        foreach (var step in _steps)
        {
            if (step.Mode == Preprocessing.Tf) (scale, offset) = (scale / 127.5, offset / 127.5 - 1);
            else if (step.Mode != Preprocessing.None) mode = mode == Preprocessing.None && Math.Abs(scale - 1) <= Tolerance && Math.Abs(offset) <= Tolerance ? step.Mode : null;
            (scale, offset) = (scale * step.Scale, offset * step.Scale + step.Offset);
        }

        return (mode, scale, offset);
    }
}
