using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests;

/// <summary>
/// Features kept on disk are told from those of another arithmetic by <see cref="IEngine.Arithmetic"/>. When this test fails, the last bits of results have
/// changed: give the engine's arithmetic its next number, and only then take over the new hash.
/// </summary>
public sealed class ArithmeticVersionTests
{
    [Fact]
    public void The_bits_of_results_are_those_that_the_arithmetics_name_stands_for()
    {
        // Sums, products and comparisons alone: exp and log are the system's and may differ between systems.
        var model = new Sequential([33, 31, 3], "bits")
        {
            new Conv2D(24, 3, strides: 2, padding: Padding.Same, activation: "relu", name: "conv"),
            new BatchNormalization(name: "bn"),
            new ReLU(6, name: "relu6"),
            new DepthwiseConv2D(3, padding: Padding.Same, name: "depthwise"),
            new Conv2D(40, 1, name: "pointwise"),
            new Conv2D(32, 3, padding: Padding.Same, activation: "relu", name: "winograd"),
            new MaxPooling2D(name: "max"),
            new AveragePooling2D(name: "average"),
            new Flatten(name: "flatten"),
            new Dense(19, "relu", name: "dense"),
        };
        model.InitializeWeights(5);
        var random = new RandomStream(5, "pictures");
        var pictures = new Tensor(3, [33, 31, 3]);
        foreach (ref var value in pictures.Span) value = random.NextSingle() * 2 - 1;

        var engine = new ManagedEngine();
        using var executable = engine.Compile(model);
        var bits = SHA256.HashData(MemoryMarshal.AsBytes(executable.Predict([pictures])[0].Span));

        Assert.Equal("managed 2: 177BD31CD18F91A9", $"{engine.Arithmetic}: {Convert.ToHexString(bits)[..16]}");
    }
}
