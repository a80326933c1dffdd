using Microsoft.ML.Data;

namespace Microsoft.ML.Offline.Tests;

/// <summary>A small row with every kind of member.</summary>
public sealed class Flower
{
    public string Name { get; set; } = "";

    public bool Wild { get; set; }

    public float Height { get; set; }

    [VectorType(3)]
    public float[] Petals { get; set; } = new float[3];

    [KeyType(4)]
    public uint Colour { get; set; }

    [NoColumn]
    public string Note { get; set; } = "";

    public static IReadOnlyList<Flower> Garden { get; } =
    [
        new() { Name = "rose", Wild = false, Height = 0.5f, Petals = [1, 2, 3], Colour = 0 },
        new() { Name = "poppy", Wild = true, Height = 0.4f, Petals = [4, 5, 6], Colour = 3 },
        new() { Name = "rose", Wild = true, Height = 0.7f, Petals = [7, 8, 9], Colour = 4 },
        new() { Name = "daisy", Wild = true, Height = 0.1f, Petals = [0, 0, 1], Colour = 1 },
    ];
}
