using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>Keras: a change of <c>trainable</c> takes effect when the model is compiled again.</summary>
public class TrainableAfterCompileTests
{
    [Fact]
    public void What_trains_is_settled_when_the_model_is_compiled()
    {
        float[] Train(bool change)
        {
            var net = Net.Of([6], new Dense(5, name: "a"), new BatchNormalization(name: "b"), new Dense(3, name: "c"));
            net.GetLayer("b").Trainable = false;
            using var executable = new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError() } });
            foreach (var batch in new[] { 2, 5, 3 }) // the larger batch looks everything up anew
            {
                executable.TrainStep([Net.Batch(batch, [6])], Net.Batch(batch, [3], "targets"));
                if (!change) continue;
                net.GetLayer("a").Trainable = false;
                net.GetLayer("b").Trainable = true;
            }

            executable.ReadWeights();
            return [.. net.Weights.SelectMany(w => w.Values.ToArray())];
        }

        Assert.Equal(Train(change: false), Train(change: true));
    }
}
