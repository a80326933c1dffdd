using System.Text.Json;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

/// <summary>Layers as real Keras 3 describes them (Reference/Layers/make.py): configuration, shape rule, weights.</summary>
public class RealKerasLayerTests
{
    [Fact]
    public void Every_layer_is_as_Keras_describes_it()
    {
        foreach (var fact in Facts())
        {
            var written = fact.GetProperty("layer");
            var what = written.GetRawText();
            var layer = LayerContract.Read(what);
            Shape[] inputs = [.. fact.GetProperty("inputs").EnumerateArray().Select(ToShape)];
            var output = layer.Call([.. inputs.Select((s, i) => KerasTensor.Input(s, $"in{i}"))]);
            Assert.Equal((what, ToShape(fact.GetProperty("output"))), (what, output.Shape));
            var weights = fact.GetProperty("weights").EnumerateArray()
                .Select(w => (w.GetProperty("name").GetString()!, ToShape(w.GetProperty("shape")), w.GetProperty("trainable").GetBoolean()));
            Assert.Equal(weights, layer.Weights.Select(w => (w.Name, w.Shape, w.Trainable)));
            using var ours = JsonDocument.Parse(LayerConfig.Write(layer).ToJsonString());
            // Keras writes these two without its base class's part.
            if (layer is SpatialDropout2D or ELU) SameValues(written.GetProperty("config"), ours.RootElement.GetProperty("config"));
            else JsonCompare.Same(written, ours.RootElement, "$");
            Assert.Empty(layer.Preserved);
        }
    }

    /// <summary>Keras's constructor takes nothing but these, so that another property would make the file unreadable for it.</summary>
    [Fact]
    public void SpatialDropout2D_is_written_without_what_Keras_does_not_take() =>
        Assert.Equal(["name", "dtype", "rate", "seed", "data_format"], LayerConfig.Write(new SpatialDropout2D(0.5))["config"]!.AsObject().Select(p => p.Key));

    private static void SameValues(JsonElement theirs, JsonElement ours)
    {
        foreach (var property in theirs.EnumerateObject().Where(p => p.Name != "dtype"))
            Assert.Equal((property.Name, property.Value.GetRawText()), (property.Name, ours.GetProperty(property.Name).GetRawText()));
    }

    private static Shape ToShape(JsonElement list) => [.. list.EnumerateArray().Select(d => d.ValueKind == JsonValueKind.Null ? Shape.Unknown : d.GetInt32())];

    private static JsonElement[] Facts()
    {
        using var facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "Layers", "layers.json")));
        return [.. facts.RootElement.EnumerateArray().Select(f => f.Clone())];
    }
}
