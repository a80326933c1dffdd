using System.Runtime.InteropServices;
using MlNetCnn.Benchmarks.Peers;
using MlNetCnn.Benchmarks.Workloads;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Benchmarks.Tests;

/// <summary>What peers are given is the same network.</summary>
public sealed class PeerGraphTests
{
    [Fact]
    public void Every_network_can_be_given_to_peers_with_all_its_weights()
    {
        foreach (var build in new[] { "vgg16_150_b1", "mobilenet075_224_b1", "resnet50_224_b1", "bookconvnet_150_b20_step", "fashion_b32_step", "head_8192_256_1_b20_step" })
        {
            var workload = (ModelWorkload)WorkloadTable.Named(build);
            var graph = PeerGraphBuilder.Build(workload, Stream.Null);
            Assert.Equal(workload.Build().CountParams(), graph.Nodes.SelectMany(n => n.Weights.Values).Sum(t => t.Count));
            Assert.Equal(workload.Training is null, graph.Training is null);
            Assert.NotEmpty(OnnxFile.Encode(graph, "weights.bin"));
        }
    }

    [Fact]
    public void Kernels_go_from_channels_last_to_channels_first()
    {
        var input = KerasTensor.Input([3, 3, 2]);
        var conv = new Conv2D(4, (2, 3), name: "conv");
        var model = new Model(input, new Dense(5, name: "dense").Call(new Flatten().Call(conv.Call(input))));
        var (graph, weights) = Export(model);

        // (y, x, c, o) to (o, c, y, x).
        var kernel = graph.Nodes[0].Weights["weight"];
        Assert.Equal([4, 2, 2, 3], kernel.Shape);
        Assert.Equal(conv.Kernel!.Values[((1 * 3 + 2) * 2 + 0) * 4 + 3], weights[(int)kernel.Offset / 4 + ((3 * 2 + 0) * 2 + 1) * 3 + 2]);

        // The dense layer reads 2 x 1 places of 4 channels, by place there, by channel here.
        var dense = (Dense)model.GetLayer("dense");
        var rows = graph.Nodes[^1].Weights["weight"];
        Assert.Equal([8, 5], rows.Shape);
        Assert.Equal(dense.Kernel!.Values[(1 * 4 + 3) * 5 + 2], weights[(int)rows.Offset / 4 + (3 * 2 + 1) * 5 + 2]);
    }

    [Fact]
    public void Padding_goes_into_what_follows_and_is_refused_where_it_cannot()
    {
        var graph = PeerGraphBuilder.Build((ModelWorkload)WorkloadTable.Named("resnet50_224_b1"), Stream.Null);
        Assert.Equal([3, 3, 3, 3], graph.Nodes[0].Pads!);
        Assert.Equal([1, 1, 1, 1], graph.Nodes.Single(n => n.Op == "maxpool").Pads!);
        // TensorFlow's 'same' at a stride of 2 on an even size pads the far edges only.
        Assert.Equal([0, 0, 1, 1], PeerGraphBuilder.Build((ModelWorkload)WorkloadTable.Named("mobilenet075_224_b1"), Stream.Null).Nodes[0].Pads!);

        var input = KerasTensor.Input([4, 4, 1]);
        var pooled = new MaxPooling2D(2).Call(new ZeroPadding2D(1).Call(new Conv2D(1, 1).Call(input)));
        Assert.Throws<NotSupportedException>(() => Export(new Model(input, pooled)));
        var flat = new Flatten().Call(new ZeroPadding2D(1).Call(input));
        Assert.Throws<NotSupportedException>(() => Export(new Model(input, flat)));
    }

    [Fact]
    public void Protobuf_is_encoded_as_its_documentation_shows()
    {
        // https://protobuf.dev/programming-guides/encoding: 150 in field 1; "testing" in field 2.
        Assert.Equal([0x08, 0x96, 0x01], new ProtobufMessage().Add(1, 150).ToArray());
        Assert.Equal([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67], new ProtobufMessage().Add(2, "testing").ToArray());
        Assert.Equal([0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], new ProtobufMessage().Add(1, -1).ToArray());
    }

    private static (PeerGraph Graph, float[] Weights) Export(Model model)
    {
        using var stream = new MemoryStream();
        var graph = PeerGraphBuilder.Build(new ModelWorkload { Name = "w", Description = "", Images = 1, Build = () => model }, stream);
        return (graph, MemoryMarshal.Cast<byte, float>(stream.ToArray()).ToArray());
    }
}
