using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests.Callbacks;

/// <summary>Keras's own fit of one weight with averages, on the managed engine.</summary>
public sealed class Averages_are_swapped
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void As_by_Keras(int number)
    {
        var row = Table.Read("callbacks.json").GetProperty("swap_ema_weights")[number];
        List<double> test = [], epoch = [];
        var watch = new LambdaCallback(onTestBegin: fit => test.Add(Kernel(fit.Executable)), onEpochEnd: (fit, _, _) => epoch.Add(Kernel(fit.Executable)));
        using var executable = Make(useEma: true);
        Fit(executable, [new SwapEmaWeights(row.Flag("swap_on_epoch")), watch]);
        Close(row.GetProperty("test").Numbers(), test);
        Close(row.GetProperty("epoch").Numbers(), epoch);
        Close([row.GetProperty("final").Number()], [Kernel(executable)]);
    }

    [Fact]
    public void When_a_callback_before_it_stops_training_the_averages_remain()
    {
        var row = Table.Read("callbacks.json").GetProperty("swap_ema_weights")[1];
        using var executable = Make(useEma: true);
        Fit(executable, [new LambdaCallback(onEpochEnd: (fit, epoch, _) => fit.StopTraining = epoch == 1), new SwapEmaWeights(true)]);
        Close([row.GetProperty("epoch").Numbers()[1]], [Kernel(executable)]);
    }

    [Fact]
    public void Its_state_tells_where_the_averages_are()
    {
        using Driver driver = new();
        using var executable = Make(useEma: true);
        var callback = new SwapEmaWeights(true);
        Fit(executable, [callback, new LambdaCallback(onEpochEnd: (_, epoch, _) => Assert.True(Callback_states.Stored(callback.SaveState()).Bool("averages_in_model")))]);
        var other = new SwapEmaWeights(true);
        other.RestoreState(Callback_states.Stored(callback.SaveState()));
        Assert.True(other.SaveState().Bool("averages_in_model"));
        Assert.Throws<InvalidDataException>(() => other.RestoreState(new CallbackState()));
    }

    [Fact]
    public void An_optimizer_without_averages_is_told()
    {
        using var executable = Make(useEma: false);
        Assert.Contains("UseEma", Assert.Throws<InvalidOperationException>(() => Fit(executable, [new SwapEmaWeights()])).Message);
    }

    private static IExecutable Make(bool useEma)
    {
        var dense = new Dense(1, useBias: false, name: "dense");
        var model = new Sequential(inputShape: [1]) { dense };
        dense.Kernel!.SetValues([0.25f]);
        var optimizer = new Sgd(0.5) { UseEma = useEma, EmaMomentum = 0.75 };
        return new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = optimizer, Loss = new MeanSquaredError() } });
    }

    private static void Fit(IExecutable executable, IReadOnlyList<Callback> callbacks)
    {
        var data = new ArrayBatchSource([1], new[] { 1, 0.5f, 0.25f, 0.75f }, new[] { 2, 1.5f, 0.5f, 0.25f });
        Trainer.Fit(executable, data, data, new() { Epochs = 3, BatchSize = 1, Shuffle = false, Metrics = [], Callbacks = callbacks });
    }

    private static double Kernel(IExecutable executable)
    {
        executable.ReadWeights();
        return executable.Model.Layers[^1].Weights[0].Values[0];
    }

    private static void Close(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] - 1e-6, expected[i] + 1e-6);
    }
}
