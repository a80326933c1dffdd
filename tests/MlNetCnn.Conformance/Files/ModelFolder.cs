using System.Text.Json.Nodes;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Keras;
using MlNetCnn.Onnx;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Files;

/// <summary>A few models in every form that this project writes, with inputs and expected outputs, for the originals' own loaders.</summary>
internal static class ModelFolder
{
    private static readonly string[] Names =
        ["residual", "branches_concatenated", "squeeze_and_excite", "several_inputs_and_outputs", "nested_models", "autoencoder", "group_normalization", "transposed_same", "mobilenet_0.25_64", "mobilenet_v2_0.35_96"];

    // Of no meaning, but the same each time.
    private static readonly DateTime Date = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes them.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>How many there are.</returns>
    public static int Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var entries = new JsonArray();
        foreach (var name in Names)
        {
            var c = AllCases.List.Single(c => c.Name == name);
            var model = c.Model();
            entries.Add(Write(folder, name, model, c.Inputs(model)));
        }

        entries.Add(Write(folder, "trained", Trained(), TrainingData.Inputs(Trained(), 1000)));
        Manifest.Write(Path.Combine(folder, "manifest.json"), entries);
        return entries.Count;
    }

    private static JsonObject Write(string folder, string name, Model model, IReadOnlyList<Tensor> inputs)
    {
        var path = Path.Combine(folder, name);
        model.Save($"{path}.keras", Date);
        model.Save($"{path}.h5", Date);
        model.SaveWeights($"{path}.weights.h5");
        model.SaveOnnx($"{path}.onnx");
        model.ToTensorFlowGraph().Graph.SaveTensorFlowJs($"{path}.tfjs");
        using var net = Contenders.Reference.Compile(model);
        return new JsonObject
        {
            ["name"] = name,
            ["inputs"] = Arrays("in", inputs),
            ["outputs"] = Arrays("out", net.Predict(inputs)),
        };

        JsonArray Arrays(string what, IReadOnlyList<Tensor> tensors) => new([.. tensors.Select((tensor, i) =>
        {
            var file = $"{name}.{what}{i}.npy";
            NpyWriter.Write(Path.Combine(folder, file), tensor);
            return (JsonNode)file;
        })]);
    }

    /// <summary>A net with regularizers, constraints, dropout and batch normalization after five steps.</summary>
    private static Model Trained()
    {
        var model = TrainingNets.Make("everything");
        using var net = Contenders.Reference.Compile(model, new CompileOptions { Training = new TrainingOptions { Optimizer = Rules.All["adam"], Loss = new CategoricalCrossentropy() } });
        for (var step = 0; step < 5; step++) net.TrainStep(TrainingData.Inputs(model, step), TrainingData.Classes([3], step));
        net.ReadWeights();
        return model;
    }
}
