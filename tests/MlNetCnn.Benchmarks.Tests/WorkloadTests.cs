using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Tests;

/// <summary>The workloads are the networks that their names promise; nothing is timed.</summary>
public sealed class WorkloadTests
{
    // Published counts: keras.applications' documentation and the Keras book.
    [Theory]
    [InlineData("vgg16_150_b1", 14_714_688, 14_714_688)]
    [InlineData("vgg16_224_b20", 14_714_688, 14_714_688)]
    [InlineData("resnet50_224_b16", 23_587_712, 23_534_592)]
    [InlineData("bookconvnet_150_b20", 3_453_121, 3_453_121)]
    [InlineData("bookconvnet_150_b20_step", 3_453_121, 3_453_121)]
    [InlineData("fashion_b32_step", 333_526, 333_526)]
    [InlineData("finetune_vgg16_block5_150_b20_step", 16_812_353, 3 * (9 * 512 * 512 + 512) + 2_097_665)]
    [InlineData("head_8192_256_1_b20_step", 2_097_665, 2_097_665)]
    public void Networks_have_the_published_numbers_of_parameters(string name, long parameters, long trainable)
    {
        var model = ((ModelWorkload)WorkloadTable.Named(name)).Build();
        Assert.Equal(parameters, model.CountParams());
        Assert.Equal(trainable, model.TrainableWeights.Sum(w => w.Shape.Count));
    }

    [Fact]
    public void MobileNet_has_its_published_parameters_but_for_the_top()
    {
        // 2,601,976 with a top of 1000 classes on 768 channels.
        Assert.Equal(2_601_976 - (768 * 1000 + 1000), Networks.MobileNet075().CountParams());
    }

    [Theory]
    [InlineData("vgg16_150_b1", 13.23)]
    [InlineData("vgg16_224_b1", 30.69)]
    [InlineData("vgg16_150_b20", 20 * 13.231)]
    [InlineData("resnet50_224_b1", 7.71)]
    [InlineData("mobilenet075_224_b1", 0.65)]
    public void Forward_operations_are_those_of_a_direct_computation(string name, double gflop) =>
        Assert.Equal(gflop, WorkloadTable.Named(name).Gflop, gflop * 1e-3 + 0.005);

    [Fact]
    public void A_step_counts_the_gradients_that_are_needed_and_no_others()
    {
        // The head: both kernels' gradients, and the second layer's input's.
        const double First = 2.0 * 8192 * 256, Second = 2.0 * 256;
        Assert.Equal(20 * (2 * First + 3 * Second) / 1e9, WorkloadTable.Named("head_8192_256_1_b20_step").Gflop, 1e-9);

        // Fine-tuning: three kernels on 9 x 9 places, the first of whose inputs is frozen; then two dense layers.
        const double Block5 = 2.0 * 9 * 512 * 512 * 81;
        var forward = WorkloadTable.Named("vgg16_150_b1").Gflop * 1e9 + First + Second;
        Assert.Equal(20 * (forward + Block5 * (1 + 2 + 2) + 2 * (First + Second)) / 1e9, WorkloadTable.Named("finetune_vgg16_block5_150_b20_step").Gflop, 1e-6);
    }

    [Fact]
    public void ResNet50_is_Keras_s_layer_by_layer()
    {
        var model = ResNet50.Build();
        Assert.Equal("(7, 7, 2048)", model.OutputShape.ToString());
        Assert.Equal(175, model.Layers.Count);
        Assert.Equal(53, model.Layers.Count(l => l.ClassName == "Conv2D"));
        Assert.Equal("conv5_block3_out", model.Outputs[0].Layer.Name);
        // The stride stands in the first 1x1 convolution: its output is as small as the block's.
        Assert.Equal("(28, 28, 128)", model.GetLayer("conv3_block1_1_conv").Nodes[0].Outputs[0].Shape.ToString());
    }

    [Fact]
    public void Every_workload_of_the_plan_is_there_with_its_bar()
    {
        string[] expected =
        [
            "vgg16_150_b1 2", "vgg16_150_b8 2.5", "vgg16_150_b20 2.5", "vgg16_224_b1 2", "vgg16_224_b8 2.5", "vgg16_224_b20 2.5",
            "mobilenet075_224_b1 ", "mobilenet075_224_b16 1", "resnet50_224_b1 ", "resnet50_224_b16 1",
            "bookconvnet_150_b20 2", "bookconvnet_150_b20_step 2", "fashion_b32_step 1.5", "finetune_vgg16_block5_150_b20_step 2.3", "head_8192_256_1_b20_step 3",
        ];
        Assert.Equal(expected, WorkloadTable.All.OfType<ModelWorkload>().Select(w => FormattableString.Invariant($"{w.Name} {w.Bar?.AtLeast}")));
    }

    [Theory]
    [InlineData("vgg16_150_b*", 3)]
    [InlineData("vgg16_150_b", 3)]
    [InlineData("resnet50_224_b1", 1)]
    [InlineData("_step", 4)]
    [InlineData("head,fashion", 2)]
    [InlineData("nothing", 0)]
    public void A_filter_picks_by_name(string filter, int count) => Assert.Equal(count, WorkloadTable.Matching(filter).Count);

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Assert.Contains("vgg16_150_b1", Assert.Throws<ArgumentException>(() => WorkloadTable.Named("vgg")).Message, StringComparison.Ordinal);

    [Fact]
    public void Inputs_are_the_same_in_every_process_and_targets_name_classes()
    {
        Assert.Equal(Batches.Inputs([2, 2, 3], 4).Span.ToArray(), Batches.Inputs([2, 2, 3], 4).Span.ToArray());
        Assert.Equal([0, 1, 0, 1], Batches.Targets([1], 4).Span.ToArray());
        Assert.Equal([0, 1, 2, 0], Batches.Targets([3], 4).Span.ToArray());
    }
}
