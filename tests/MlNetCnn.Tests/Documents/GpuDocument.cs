using Microsoft.ML;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Tests.Documents;

/// <summary>The code of docs/gpu.md: it compiles, and runs where TensorFlow is; elsewhere it says what to install.</summary>
public sealed class GpuDocument
{
    [Fact]
    public void The_pipelines_engine_is_chosen_in_a_line_or_says_what_to_install() => Try(() => Pipeline(new MLContext(seed: 1), Network()));

    [Fact]
    public void A_model_is_compiled_or_says_what_to_install() => Try(() => Compile(Network()));

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (TensorFlowException e)
        {
            Assert.Contains("SciSharp.TensorFlow.Redist", e.Message, StringComparison.Ordinal);
        }
    }

    private static Model Network()
    {
        var model = new Sequential([8, 8, 3]) { new Conv2D(4, 3, activation: "relu"), new GlobalAveragePooling2D() };
        model.InitializeWeights(seed: 1);
        return model;
    }

    private static void Pipeline(MLContext ml, Model convBase)
    {
        var engine = ml.Cnn.TensorFlow();   // the GPU of ml.GpuDeviceId; the CPU where that is null

        var trainer = ml.Cnn.Trainers.ConvNet(convBase, new ConvNetOptions { Engine = engine, Epochs = 30 });
        Assert.NotNull(trainer);
    }

    private static void Compile(Model model)
    {
        var engine = new TensorFlowEngine(new TensorFlowOptions { FallbackToCpu = false });
        using var executable = engine.Compile(model);
        Assert.Equal(engine.Arithmetic, executable.Arithmetic);
    }
}
