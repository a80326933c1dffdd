using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Contract;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Tests.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.TensorFlow.Tests.Engine;

/// <summary>What stands on top of engines runs on this one: the fit loop, explanations.</summary>
public class UseTests
{
    [Fact]
    public void The_fit_loop_trains_as_on_the_managed_engine()
    {
        var source = new ArrayBatchSource([9, 8, 3], ContractData.Batch(10, [9, 8, 3]).Values, ContractData.Labels(10).Values);
        var options = new FitOptions { Epochs = 3, BatchSize = 4, Seed = 2 };
        History Fit(IEngine engine, Model model)
        {
            using var executable = engine.Compile(model, new() { Training = new() { Optimizer = new Adam(0.01), Loss = new SparseCategoricalCrossentropy(), Seed = 2 } });
            return Trainer.Fit(executable, source, source, options);
        }

        Model mine = ContractData.Small(), theirs = ContractData.Small();
        var (expected, actual) = (Fit(new ManagedEngine(), mine), Fit(Interpreted.Engine, theirs));
        foreach (var metric in (string[])["loss", "accuracy", "val_loss", "val_accuracy"])
            Compared.AssertNear([.. expected[metric].Select(v => (float)v)], [.. actual[metric].Select(v => (float)v)], metric, 1e-4);
        foreach (var (a, b) in mine.Weights.Zip(theirs.Weights)) Compared.AssertNear(a.Values, b.Values, a.Path, 1e-3);
    }

    [Fact]
    public void A_run_that_another_engine_began_is_not_gone_on_with()
    {
        using var folder = new TempFolder();
        var source = new ArrayBatchSource([9, 8, 3], ContractData.Batch(10, [9, 8, 3]).Values, ContractData.Labels(10).Values);
        void Fit(IEngine engine, int epochs)
        {
            using var executable = engine.Compile(ContractData.Small(), new() { Training = new() { Optimizer = new Adam(0.01), Loss = new SparseCategoricalCrossentropy() } });
            Trainer.Fit(executable, source, null, new() { Epochs = epochs, Callbacks = [new BackupAndRestore(folder.File("run"), deleteCheckpoint: false)] });
        }

        Fit(Interpreted.Engine, 1);
        Fit(Interpreted.Engine, 2);
        var e = Assert.Throws<CheckpointException>(() => Fit(new ManagedEngine(), 3));
        Assert.Contains("engine was \"tensorflow interpreter\", and is \"managed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grad_cam_and_guided_backpropagation_show_the_same()
    {
        var model = ContractData.Small();
        using var managed = new ExplainedModel(model);
        using var other = new ExplainedModel(model, new() { Engine = Interpreted.Engine });
        var pictures = ContractData.Batch(2, [9, 8, 3]);
        foreach (ExplanationMethod method in (ExplanationMethod[])[new GradCam(), new GuidedBackpropagation()])
            foreach (var (a, b) in method.Explain(managed, pictures, Target.Top).Zip(method.Explain(other, pictures, Target.Top))) Compared.AssertNear(a.Map.Values, b.Map.Values, method.Name, 1e-4);
    }

    [Fact]
    public void It_names_itself_and_refuses_what_it_cannot_promise()
    {
        Assert.Equal("tensorflow", Interpreted.Engine.Name);
        Assert.StartsWith("tensorflow ", Interpreted.Engine.Arithmetic, StringComparison.Ordinal);
        Assert.Contains("Precise", Assert.Throws<NotSupportedException>(() => Interpreted.Engine.Compile(ContractData.Small(), new() { Precise = true })).Message, StringComparison.Ordinal);
        using var planned = Interpreted.Engine.Compile(ContractData.Small(), new() { ConvolutionPlan = new ConvolutionPlan([]) });
    }
}
