using System.Diagnostics;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Many callers, many executables, many steps: results stay the same, and memory stays where it is.</summary>
[Collection(nameof(Alone))]
public class ResourceTests
{
    private const Padding Same = Padding.Same;

    private static Sequential Small() => Net.Of(
        [11, 13, 16],
        new Conv2D(32, 3, padding: Same, activation: "relu", name: "winograd"), new MaxPooling2D(), new Conv2D(32, 3, padding: Same, name: "winograd2"), new BatchNormalization(), new ReLU(),
        new GlobalAveragePooling2D(), new Dense(5, activation: "softmax"));

    /// <summary>The book's convnet for cats and dogs, with smaller pictures and fewer filters.</summary>
    private static Sequential Book() => Net.Of(
        [46, 46, 3],
        new Conv2D(16, 3, activation: "relu"), new MaxPooling2D(), new Conv2D(32, 3, activation: "relu"), new MaxPooling2D(), new Conv2D(32, 3, activation: "relu"), new MaxPooling2D(),
        new Flatten(), new Dropout(0.5), new Dense(64, activation: "relu"), new Dense(1, activation: "sigmoid"));

    private static IExecutable Trained(Model model, Optimizer optimizer, Loss loss, int threads = 2) =>
        new ManagedEngine().Compile(model, new() { Threads = threads, Training = new() { Optimizer = optimizer, Loss = loss } });

    [Fact]
    public void Sixteen_threads_with_a_thousand_predictions_each_get_what_one_would()
    {
        const int Threads = 16, Predictions = 1000;
        using var executable = new ManagedEngine().Compile(Small(), new() { Threads = 2 });
        var batches = Enumerable.Range(0, Threads).Select(i => Net.Batch(1 + i % 3, [11, 13, 16], $"thread/{i}")).ToArray();
        var expected = batches.Select(b => executable.Predict([b])[0].Span.ToArray()).ToArray();
        var (wrong, done) = (0, 0);
        var threads = Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            for (var k = 0; k < Predictions; k++)
            {
                // Its own batch and those of others, so that sizes change.
                var which = (i + k) % Threads;
                if (!executable.Predict([batches[which]])[0].Span.SequenceEqual(expected[which])) Interlocked.Increment(ref wrong);
                Interlocked.Increment(ref done);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal(Threads * Predictions, done);
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_thousand_executables_leave_nothing_behind()
    {
        var model = Small();
        var x = Net.Batch(2, [11, 13, 16]);
        var labels = new Tensor(2, [1], new float[] { 1, 3 });
        void Cycle()
        {
            using var executable = Trained(model, new Adam(), new SparseCategoricalCrossentropy());
            executable.Predict([x]);
            executable.TrainStep([x], labels);
        }

        static long Resident()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }

        for (var i = 0; i < 300; i++) Cycle();
        var before = Resident();
        for (var i = 0; i < 1000; i++) Cycle();
        var after = Resident();
        Assert.True(after < before * 1.05, $"1,000 cycles grew the process from {before >> 10} to {after >> 10} KB.");
    }

    /// <summary>
    /// What a step allocates is not nothing: the result and its tensors, arrays of pointers and pins, and the delegates that hand pieces of work to threads, some for each layer.
    /// None of it is a buffer of values: it does not grow with the batch or the picture.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(32)]
    public void A_training_step_allocates_no_buffers(int batch)
    {
        using var executable = Trained(Book(), new RmsProp(1e-4), new BinaryCrossentropy());
        var x = Net.Batch(batch, [46, 46, 3]);
        var labels = new Tensor(batch, [1], Enumerable.Range(0, batch).Select(i => (float)(i % 2)).ToArray());
        AssertAllocatesLittle(() => executable.TrainStep([x], labels), 24_000);
        AssertAllocatesLittle(() => executable.TestStep([x], labels), 16_000);
    }

    /// <summary>The same for predictions; their results are new tensors, one value for each picture here.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(32)]
    public void A_prediction_allocates_its_results_alone(int batch)
    {
        using var executable = new ManagedEngine().Compile(Book(), new() { Threads = 2 });
        var x = Net.Batch(batch, [46, 46, 3]);
        AssertAllocatesLittle(() => executable.Predict([x]), 16_000);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("depthwise")]
    [InlineData("branches")]
    public void Steps_of_every_kind_of_layer_allocate_no_more_for_a_larger_batch(string name)
    {
        var model = ContractNets.All[name]();
        long[] perStep = [.. new[] { 2, 16 }.Select(batch =>
        {
            using var executable = Trained(model, new Adam(), new SparseCategoricalCrossentropy());
            var (x, labels) = ContractNets.Data(model, batch);
            return AssertAllocatesLittle(() => executable.TrainStep([x], labels), 64_000);
        })];
        // The outputs that a result carries are kept; a few delegates more may come with more pieces.
        Assert.True(perStep[1] < perStep[0] + 8_000, $"{name}: {perStep[0]} bytes for a batch of 2, {perStep[1]} for one of 16.");
    }

    /// <summary>Memory that the collector does not see: an arena that grew with every step would show here.</summary>
    [Fact]
    public void Steps_take_no_memory_beside_the_collectors()
    {
        using var executable = Trained(Book(), new Adam(), new BinaryCrossentropy());
        var x = Net.Batch(8, [46, 46, 3]);
        var labels = new Tensor(8, [1]);
        for (var i = 0; i < 20; i++) executable.TrainStep([x], labels);
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        for (var i = 0; i < 200; i++) executable.TrainStep([x], labels);
        GC.Collect();
        process.Refresh();
        Assert.True(process.WorkingSet64 - before < 8 << 20, $"200 steps grew the process by {(process.WorkingSet64 - before) >> 10} KB.");
    }

    private static long AssertAllocatesLittle(Action step, long most)
    {
        const int Steps = 20;
        for (var i = 0; i < 5; i++) step();
        // Of all threads, and exact: nothing else runs.
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var mine = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Steps; i++) step();
        mine = (GC.GetAllocatedBytesForCurrentThread() - mine) / Steps;
        var all = (GC.GetTotalAllocatedBytes(precise: true) - before) / Steps;
        Assert.True(all < most, $"A step allocates {all} bytes, {mine} of them on the caller's thread; {most} allowed.");
        return all;
    }
}
