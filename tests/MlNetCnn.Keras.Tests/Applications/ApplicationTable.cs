using System.Globalization;

namespace MlNetCnn.Keras.Tests;

/// <summary>The layers of an application as real Keras 3.9.2 builds them (<c>Reference/Applications/tables.py</c>).</summary>
internal sealed class ApplicationTable
{
    private ApplicationTable(string[][] lines)
    {
        (Name, NameWithoutTop) = (lines[0][0], lines[0][2]);
        (Parameters, ParametersWithoutTop) = (Number(lines[0][1]), Number(lines[0][3]));
        Sizes = lines[0][4..];
        Layers = lines[1..];
    }

    public string Name { get; }

    public long Parameters { get; }

    public string NameWithoutTop { get; }

    public long ParametersWithoutTop { get; }

    /// <summary>The sizes without the top, as <c>160x200</c> or <c>?x?</c>.</summary>
    public IReadOnlyList<string> Sizes { get; }

    /// <summary>For each layer: name, class, parameters, inputs, shape with the top, shapes without it.</summary>
    public IReadOnlyList<string[]> Layers { get; }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static ApplicationTable Read(string name) => new([.. File.ReadLines(Path.Combine(Folder, name + ".txt")).Select(l => l.Split('\t'))]);

    /// <summary>The lines of a model, without shapes.</summary>
    public static IEnumerable<string> Lines(Model model) => model.Layers.Select(l =>
        $"{l.Name}\t{l.ClassName}\t{l.CountParams()}\t{string.Join(",", l.Nodes[0].Inputs.Select(i => i.Layer.Name))}");

    public static IEnumerable<string> Shapes(Model model) => model.Layers.Select(l => string.Join('x', l.Nodes[0].Outputs[0].Shape.Select(Dimension)));

    public static Shape InputShape(string size) => [.. size.Split('x').Select(d => d == "?" ? Shape.Unknown : (int)Number(d)), 3];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Reference", "Applications");

    private static string Dimension(int d) => d == Shape.Unknown ? "?" : d.ToString(CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
