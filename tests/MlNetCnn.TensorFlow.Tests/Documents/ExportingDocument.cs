using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Documents;

/// <summary>The code of docs/exporting.md, on a small network: a test of MlNetCnn.Architecture.Tests holds the two together. The names that the document's Python uses are there.</summary>
public sealed class ExportingDocument
{
    [Fact]
    public void The_code_runs()
    {
        using var temp = new TempFolder();
        var lines = new StringWriter();
        string[] files = [temp.File("net.pb"), temp.File("train.pb"), temp.File("cam.pb")];
        Show(Network(), files[0], files[1], files[2], lines);
        Assert.Equal(
            ["feed image [?,8,8,3], fetch top", "run initialize, then train; fetch loss", "feed output_gradient, fetch conv/value and gradient/conv", ""],
            lines.ToString().ReplaceLineEndings("\n").Split('\n'));

        var picture = TensorValue.Of(new float[2 * 8 * 8 * 3], 2, 8, 8, 3);
        using var frozen = new InterpretedSession(GraphDef.Load(files[0]));
        Assert.Equal(2 * 5, frozen.Run([("image", picture)], ["top"], [])[0].Count);

        using var training = new InterpretedSession(GraphDef.Load(files[1]));
        training.Run([], [], ["initialize"]);
        var labels = TensorValue.Of(new[] { 1f, 4f }, 2);
        (string, TensorValue)[] feeds = [("image", picture), ("targets", labels)];
        Assert.All(training.Run(feeds, ["loss", "train_output", "test/total", "test/output"], ["train"]), v => Assert.True(float.IsFinite(v.Floats.Span[0])));
        training.Run([.. feeds, ("learning_rate", TensorValue.Scalar(0.1f)), ("sample_weights", labels), ("drop/noise", TensorValue.Of(new float[2 * 4], 2, 4))], [], ["train"]);
        Assert.Equal(3 * 3 * 3 * 4, training.Run([], ["variables/conv/kernel/read"], [])[0].Count);
        training.Run([("variables/conv/bias/value", TensorValue.Of(new float[4], 4))], [], ["variables/conv/bias/assign"]);
        Assert.Equal(2, training.Run([], ["variables/iterations/read"], [])[0].Longs[0]);

        Assert.Contains(GraphDef.Load(files[2]).Nodes, n => n.Name == "weights/conv/kernel");

        lines.GetStringBuilder().Clear();
        Save(Network(), files[0], temp.File("saved"), temp.File("browser"), lines);
        Assert.Equal("signature serving_default: image -> top", lines.ToString().Trim());
        Assert.True(File.Exists(temp.File("saved", "saved_model.pb")) && File.Exists(temp.File("browser", "model.json")));
    }

    private static void Show(Model model, string frozenFile, string trainingFile, string gradientFile, TextWriter Console)
    {
        var frozen = model.ToTensorFlowGraph();
        frozen.Graph.Save(frozenFile);
        Console.WriteLine($"feed {frozen.Inputs[0].Name} {frozen.Inputs[0].Shape}, fetch {frozen.Outputs[0].Name}");

        var training = model.ToTensorFlowTrainingGraph(new() { Optimizer = new Adam(1e-3), Loss = new SparseCategoricalCrossentropy() });
        training.Graph.Save(trainingFile);
        Console.WriteLine($"run {training.Initialize}, then {training.Train}; fetch {training.Loss}");

        var cam = model.ToTensorFlowGradientGraph(["conv"], new() { Logits = true });
        cam.Graph.Save(gradientFile);
        Console.WriteLine($"feed {cam.OutputGradient}, fetch {cam.Layers[0].Value} and {cam.Layers[0].Gradient}");
    }

    private static void Save(Model model, string frozenFile, string savedModelFolder, string browserFolder, TextWriter Console)
    {
        model.SaveTensorFlowGraph(frozenFile);
        var saved = model.SaveSavedModel(savedModelFolder);
        model.SaveTensorFlowJs(browserFolder, metadata: new Dictionary<string, string> { ["classes"] = "cat,dog" });
        Console.WriteLine($"signature serving_default: {string.Join(", ", saved.Signature.Inputs.Keys)} -> {string.Join(", ", saved.Signature.Outputs.Keys)}");
    }

    private static Model Network()
    {
        var x = KerasTensor.Input([8, 8, 3], name: "image");
        var pooled = new GlobalAveragePooling2D(name: "pool").Call(new Conv2D(4, 3, activation: "relu", name: "conv").Call(x));
        var model = new Model(x, new Dense(5, activation: "softmax", name: "top").Call(new Dropout(0.5, name: "drop").Call(pooled)));
        model.InitializeWeights(3);
        return model;
    }
}
