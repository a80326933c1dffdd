using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Reports;
using MlNetCnn.Testing;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Tests.Documents;

/// <summary>The code of docs/models.md, on small networks: a test of MlNetCnn.Architecture.Tests holds the two together.</summary>
public sealed class ModelsDocument
{
    [Fact]
    public void The_code_runs()
    {
        using var temp = new TempFolder();
        var (file, other) = (temp.File("small.keras"), temp.File("mobilenet.h5"));
        Network().Save(file);
        Applications.MobileNet(inputShape: [32, 32, 3], alpha: 0.25, classes: 10).SaveWeights(other);
        var lines = new StringWriter();
        Show(file, other, lines);
        var text = lines.ToString();
        Assert.Contains("conv (Conv2D)", text, StringComparison.Ordinal);
        Assert.Contains("layers loaded", text, StringComparison.Ordinal);
        Assert.Contains("vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5", text, StringComparison.Ordinal);
        Assert.Contains("conv_pw_13: Conv2D, ", text, StringComparison.Ordinal);
        Save(Network(), temp);
        GoOn(temp);
    }

    private static void Show(string file, string other, TextWriter Console)
    {
        var model = Model.Load(file);
        Console.WriteLine(model.Summary());

        try
        {
            model = Model.Load(other);
        }
        catch (ModelFormatException e) when (e.Reason == ModelFormatReason.WeightsOnly)
        {
            model = Applications.MobileNet(inputShape: [32, 32, 3], alpha: 0.25, classes: 10, weights: other);
        }

        WeightLoadReport report = model.LoadWeights(other, byName: true, skipMismatch: true);
        Console.WriteLine(report);

        var convBase = Applications.MobileNetV2(includeTop: false, inputShape: [96, 96, 3], alpha: 0.35, pooling: FeaturePooling.Average);
        Assert.Equal([1280], convBase.OutputShape);

        var published = PretrainedWeights.Of(Applications.ByName("vgg16"), includeTop: false);
        var here = PretrainedWeights.Find(published);
        Console.WriteLine(here ?? $"{published.FileName} is not in {PretrainedWeights.DefaultFolder}; PretrainedWeights.FetchAsync(published) brings it.");

        model.InputPreprocessing = null;

        Console.WriteLine(model.Summary(new() { Style = SummaryStyle.Keras3, ShowTrainable = true, ExpandNested = true }));
        foreach (var layer in model.Describe())
            Console.WriteLine($"{layer.Path}: {layer.ClassName}, {layer.Params} parameters, after {string.Join(", ", layer.ConnectedTo)}");
    }

    private static void Save(Model network, TempFolder folder)
    {
        var model = new Files(network, folder);

        model.Save("model.keras");
        model.Save("model.h5");
        model.SaveWeights("model.weights.h5");

        model.SavePlot("model.svg");
        foreach (var name in new[] { "model.keras", "model.h5", "model.weights.h5", "model.svg" }) Assert.True(File.Exists(folder.File(name)));
    }

    private static void GoOn(TempFolder folder)
    {
        var examples = new ArrayBatchSource([8, 8, 3], Enumerable.Range(0, 8 * 192).Select(i => i % 7 / 7f).ToArray(), Enumerable.Range(0, 8).Select(i => i % 2f).ToArray());
        using (var first = new ManagedEngine().Compile(Network(), new CompileOptions { Training = new TrainingOptions { Optimizer = new Adam(), Loss = new BinaryCrossentropy() } }))
        {
            Trainer.Fit(first, examples, null, new FitOptions { Epochs = 1, BatchSize = 4 });
            first.Model.Save(folder.File("trained.keras"), first.CaptureTraining());
        }

        Run(new Folder(folder), examples);
        Model.Load(folder.File("longer.keras"), out var longer);
        // Two steps, and then, with the default batch, one in each of two epochs.
        Assert.Equal(2 + 2, longer!.Variables[0].Integer);
    }

    private static void Run(Folder Model, ArrayBatchSource examples)
    {
        Files model;

        model = Model.Load("trained.keras", out var training);
        if (training is not null)
        {
            var resumed = ResumedTraining.Read(training, model);
            using var executable = new ManagedEngine().Compile(model, new CompileOptions { Training = resumed.Options });
            Trainer.Fit(executable, examples, null, new FitOptions { Resume = resumed, Epochs = 2, Metrics = resumed.Metrics });
            model.Save("longer.keras", executable.CaptureTraining());
        }
    }

    private static Sequential Network()
    {
        Sequential model = new([new InputLayer([8, 8, 3]), new Conv2D(4, 3, activation: "relu", name: "conv"), new Flatten(), new Dense(1, "sigmoid", name: "end")]);
        model.InitializeWeights(2);
        return model;
    }

    /// <summary>Files named as in the document lie in the test's folder.</summary>
    private sealed class Folder(TempFolder folder)
    {
        public Files Load(string name, out SavedTraining? training) => new(Keras.Model.Load(folder.File(name), out training), folder);
    }

    private sealed class Files(Model model, TempFolder folder)
    {
        public static implicit operator Model(Files files) => files.Network;

        private Model Network => model;

        public void Save(string name, SavedTraining? training = null) => model.Save(folder.File(name), training);

        public void SaveWeights(string name) => model.SaveWeights(folder.File(name));

        public void SavePlot(string name) => model.SavePlot(folder.File(name));
    }
}
