using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Compute.Tests.Training;

public class SharedLayerTrainingTests
{
    [Fact]
    public void A_shared_layers_gradient_is_the_sum_over_its_calls()
    {
        // dense(a) + dense(b) is dense(a + b) but for the bias, so one step of both must give one kernel.
        KerasTensor a = KerasTensor.Input([5]), b = KerasTensor.Input([5]), c = KerasTensor.Input([5]), d = KerasTensor.Input([5]);
        var shared = new Dense(3, useBias: false, name: "dense");
        var twice = new Model([a, b], [new Add().Call(shared.Call(a), shared.Call(b))]).Randomize();
        var single = new Dense(3, useBias: false, name: "dense");
        var once = new Model([c, d], [single.Call(new Add().Call(c, d))]).Randomize();
        Tensor x = Net.Batch(4, [5], "x"), y = Net.Batch(4, [5], "y"), targets = Net.Batch(4, [3], "t");
        foreach (var model in new[] { twice, once })
        {
            using var executable = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() } });
            executable.TrainStep([x, y], targets);
            executable.ReadWeights();
        }

        Closeness.AssertClose(single.Kernel!.Values, shared.Kernel!.Values, 1e-6);
    }
}
