namespace MlNetCnn;

/// <summary>Some pictures and what explains their scores.</summary>
internal sealed class HeatmapBatch(int capacity, int pictureLength, int mapLength)
{
    /// <summary>The pictures, one after the other.</summary>
    public float[] Pictures { get; } = new float[checked(capacity * pictureLength)];

    /// <summary>The maps, one after the other.</summary>
    public float[] Maps { get; } = new float[checked(capacity * mapLength)];

    /// <summary>The class explained of each picture, as a key: from 1.</summary>
    public uint[] Classes { get; } = new uint[capacity];

    /// <summary>The score explained of each picture.</summary>
    public float[] Scores { get; } = new float[capacity];

    /// <summary>One picture.</summary>
    public Span<float> Picture(int slot) => Pictures.AsSpan(slot * pictureLength, pictureLength);

    /// <summary>One map.</summary>
    public Span<float> Map(int slot) => Maps.AsSpan(slot * mapLength, mapLength);
}
