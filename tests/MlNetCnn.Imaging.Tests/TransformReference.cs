using System.Runtime.InteropServices;

namespace MlNetCnn.Imaging.Tests;

/// <summary>A transformation that keras_preprocessing 1.1 or Keras 3.9.2 made of a tiny picture (Fixtures/make_transforms.py). Names of parameters are Keras's.</summary>
internal sealed record TransformReference
{
    private const double FillValue = 77.5;

    public static readonly TransformReference[] All = Fixture.ReadJson<TransformReference[]>("transforms.json");

    public string Name { get; init; } = "";

    public AffineConvention Convention { get; init; }

    public int Height { get; init; }

    public int Width { get; init; }

    public int Channels { get; init; }

    public float Scale { get; init; }

    public float Offset { get; init; }

    public FillMode FillMode { get; init; }

    public double Theta { get; init; }

    public double Tx { get; init; }

    public double Ty { get; init; }

    public double Shear { get; init; }

    public double Zx { get; init; } = 1;

    public double Zy { get; init; } = 1;

    [System.Text.Json.Serialization.JsonPropertyName("flip_horizontal")]
    public bool FlipHorizontal { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("flip_vertical")]
    public bool FlipVertical { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("channel_shift_intensity")]
    public double? ChannelShift { get; init; }

    public double? Brightness { get; init; }

    public byte[] Pixels { get; init; } = [];

    public float[] Expected() => MemoryMarshal.Cast<byte, float>(Pixels).ToArray();

    public ImageTransform Transform() => new()
    {
        Theta = Theta, Tx = Tx, Ty = Ty, Shear = Shear, Zx = Zx, Zy = Zy, FlipHorizontal = FlipHorizontal, FlipVertical = FlipVertical,
        ChannelShift = ChannelShift, Brightness = Brightness, FillMode = FillMode, FillValue = FillValue, Convention = Convention,
    };

    /// <summary>The picture that was transformed: eighths from 0 to 255, scaled and shifted.</summary>
    public FloatImage Source()
    {
        var image = new FloatImage(Height, Width, Channels);
        for (var i = 0L; i < image.Pixels.Length; i++) image.Pixels[(int)i] = (i * i * 31 + i * 17 + 7) % 2041 / 8f * Scale + Offset;
        return image;
    }

    public override string ToString() => $"{Name}, {Convention}, {Height}x{Width}x{Channels}, values x {Scale} + {Offset}";
}
