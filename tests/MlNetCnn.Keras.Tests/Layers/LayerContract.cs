using System.Text.Json;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Tests;

/// <summary>What every layer must do, given one example of it.</summary>
internal static class LayerContract
{
    /// <summary>Shape rule, weights, sharing, and the way to JSON and back.</summary>
    public static void Verify(Layer layer, Shape[] inputs, Shape expectedOutput, params (string Name, Shape Shape, bool Trainable)[] weights)
    {
        Assert.Equal(expectedOutput, layer.ComputeOutputShape(inputs));
        Assert.False(layer.IsBuilt);
        KerasTensor[] tensors = [.. inputs.Select((s, i) => KerasTensor.Input(s, $"in{i}"))];
        var first = layer.Call(tensors);
        Assert.Equal(expectedOutput, first.Shape);
        Assert.Equal(weights, layer.Weights.Select(w => (w.Name, w.Shape, w.Trainable)));
        Assert.Equal(weights.Sum(w => w.Shape.Count), layer.CountParams());

        // Called twice it is shared: one set of weights.
        var before = layer.Weights.ToArray();
        var second = layer.Call(tensors);
        Assert.NotSame(first, second);
        Assert.Equal(before, layer.Weights);
        Assert.Equal([0, 1], layer.Nodes.Select(n => n.Index));

        VerifyConfig(layer);
    }

    /// <summary>Written, read and written again the configuration is the same, and every public property has the same value.</summary>
    private static void VerifyConfig(Layer layer)
    {
        layer.Trainable = false;
        var written = LayerConfig.Write(layer).ToJsonString();
        var read = Read(written);
        Assert.IsType(layer.GetType(), read);
        Assert.Equal(layer.Name, read.Name);
        // Keras writes no flag for this one.
        Assert.Equal(layer is SpatialDropout2D, read.Trainable);
        read.Call([.. layer.Nodes[0].Inputs.Select((t, i) => KerasTensor.Input(t.Shape, $"in{i}"))]);
        foreach (var property in layer.GetType().GetProperties().Where(p => IsPlain(p.PropertyType) && p.Name != nameof(Layer.Trainable)))
            Assert.Equal(property.GetValue(layer), property.GetValue(read));
        Assert.Equal(written, LayerConfig.Write(read).ToJsonString());
    }

    /// <summary>Reads a layer from JSON as from a Keras 3 file.</summary>
    public static Layer Read(string json, int kerasMajor = 3) => LayerConfig.Read(new ConfigReader(JsonDocument.Parse(json).RootElement, "$", "test.json", kerasMajor));

    private static bool IsPlain(Type type) =>
        type == typeof(int) || type == typeof(int?) || type == typeof(double) || type == typeof(double?) || type == typeof(bool) || type == typeof(string)
        || type == typeof(Size2D) || type == typeof(Edges2D) || type == typeof(Padding) || type == typeof(Shape) || type == typeof(ActivationFunction)
        || type == typeof(DataFormat) || type == typeof(Interpolation) || type == typeof(Size2D?)
        || type == typeof(TransformFill) || type == typeof(FlipMode) || type == typeof(FactorRange) || type == typeof(FactorRange?)
        || type == typeof(IReadOnlyList<int>) || type == typeof(IReadOnlyList<double>) || type == typeof(Regularizer) || type == typeof(Constraint);
}
