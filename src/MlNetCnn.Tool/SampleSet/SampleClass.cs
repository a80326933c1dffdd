namespace MlNetCnn.Tool.SampleSet;

/// <summary>A class of the sample set: the shape of the object, and the hue that it has as a rule.</summary>
/// <param name="Name">Name of the class, of its folder and the beginning of its file names.</param>
/// <param name="Points">Corners of the shape's outline; 0 for a round one.</param>
/// <param name="InnerRadius">Distance of the notches between the corners from the centre, as a part of the corners'; 1 for none.</param>
/// <param name="TypicalHue">In degrees; the objects' hues scatter around it and overlap with those of other classes.</param>
internal sealed record SampleClass(string Name, int Points, double InnerRadius, double TypicalHue)
{
    /// <summary>All classes, in the order of their names.</summary>
    public static IReadOnlyList<SampleClass> All { get; } =
    [
        new("disk", 0, 1, 15),
        new("star", 5, 0.45, 255),
        new("triangle", 3, 1, 135),
    ];
}
