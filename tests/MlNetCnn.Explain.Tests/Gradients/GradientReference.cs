using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Gradients;

/// <summary>What the scripts in Reference computed in float64, and the small net of make_gradients.py.</summary>
internal static class GradientReference
{
    public static readonly Shape Shape = [8, 7, 3];

    /// <summary>A file of numbers.</summary>
    public static JsonElement Json(string file)
    {
        using var stream = typeof(GradientReference).Assembly.GetManifestResourceStream(file)!;
        return JsonDocument.Parse(stream).RootElement;
    }

    /// <summary>The values of a NumPy file of float32 in C order.</summary>
    public static float[] Npy(string file)
    {
        using var stream = typeof(GradientReference).Assembly.GetManifestResourceStream(file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)))).ToArray();
    }

    /// <summary>An array of numbers.</summary>
    public static float[] Floats(this JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetSingle())];

    /// <summary>The script's formula of numbers without pattern in [-1, 1), multiplied and shifted.</summary>
    public static float[] Numbers(long count, int seed, float scale = 1, float offset = 0)
    {
        var result = new float[count];
        for (uint i = 0; i < count; i++)
        {
            var x = i * 2654435761u + (uint)seed * 40503u + 12345u;
            x = (x ^ (x >> 15)) * 2246822519u;
            x = (x ^ (x >> 13)) * 3266489917u;
            result[i] = ((float)((x ^ (x >> 16)) >> 8) / (1 << 23) - 1) * scale + offset;
        }

        return result;
    }

    /// <summary>The script's net.</summary>
    public static Model Net(bool softmax = true)
    {
        var net = new Sequential(Shape, "small")
        {
            new Conv2D(6, 3, padding: Padding.Same, activation: Activations.Relu, name: "c1"),
            new MaxPooling2D(name: "pool"),
            new BatchNormalization(name: "norm"),
            new Conv2D(7, 2, name: "c2"),
            new ReLU(6, name: "relu6"),
            new GlobalAveragePooling2D(name: "mean"),
            new Dense(4, softmax ? Activations.Softmax : Activations.Linear, name: "head"),
        };
        foreach (var (path, seed, scale, offset) in new (string, int, float, float)[]
        {
            ("c1/kernel", 1, 0.5f, 0), ("c1/bias", 2, 0.25f, 0), ("norm/gamma", 3, 0.5f, 1), ("norm/beta", 4, 0.25f, 0), ("norm/moving_mean", 5, 0.25f, 0.5f),
            ("norm/moving_variance", 6, 0.5f, 1), ("c2/kernel", 7, 1.5f, 0), ("c2/bias", 8, 0.5f, 0), ("head/kernel", 9, 1, 0), ("head/bias", 10, 0.25f, 0),
        })
        {
            var weight = net.Weights.Single(w => w.Path == path);
            weight.SetValues(Numbers(weight.Shape.Count, seed, scale, offset));
        }

        return net;
    }

    /// <summary>The script's pictures: two, unless more are asked for.</summary>
    public static Tensor Images(int count = 2) => new(count, Shape, Numbers(count * Shape.Count, 20));
}
