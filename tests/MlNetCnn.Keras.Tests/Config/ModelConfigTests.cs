using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

public class ModelConfigTests
{
    [Fact]
    public void A_sequential_survives() => Survives(new Sequential([28, 28, 1]) { new Conv2D(4, 3, activation: "relu"), new BatchNormalization(), new Flatten(), new Dropout(0.5), new Dense(10, "softmax") });

    [Fact]
    public void An_application_survives() => Survives(Applications.MobileNet(inputShape: [64, 64, 3], alpha: 0.25));

    [Fact]
    public void A_nested_base_survives() => Survives(new Sequential { Applications.MobileNet(includeTop: false, inputShape: [32, 32, 3], alpha: 0.25), new Flatten(), new Dense(1, "sigmoid") });

    [Fact]
    public void Shared_layers_and_nested_models_called_twice_survive()
    {
        var (left, right) = (KerasTensor.Input([8], "left"), KerasTensor.Input([8], "right"));
        var tower = new Sequential([8], "tower") { new Dense(4, "relu") };
        var inner = KerasTensor.Input([4], "inner_in");
        var graph = new Model(inner, new Dense(3, name: "inner_dense").Call(inner), "inner");
        var shared = new Dense(2, name: "shared");
        var (a, b) = (graph.Call(tower.Call(left)), graph.Call(tower.Call(right)));
        var merged = new Concatenate(name: "merge").Call(shared.Call(a), shared.Call(b), a);
        var read = Survives(new Model([left, right], [new Dense(1, name: "out").Call(merged), b], "siamese"));
        Assert.Equal(2, ((Model)read).Calls.Count(c => c.Layer.Name == "inner"));
        Assert.Same(read.Outputs[1].Layer, read.GetLayer("inner"));
        Assert.Equal(1, read.Outputs[1].Node.Index);
    }

    [Fact]
    public void Calls_outside_the_model_do_not_count()
    {
        var dense = new Dense(8, name: "d");
        dense.Call(KerasTensor.Input([8]));
        var input = KerasTensor.Input([8], "in");
        var read = Survives(new Model(input, dense.Call(dense.Call(input)), "twice"));
        Assert.Equal(2, read.GetLayer("d").Nodes.Count);
    }

    [Fact]
    public void Frozen_layers_stay_frozen()
    {
        var model = new Sequential([4]) { new Dense(3, name: "a"), new Dense(2, name: "b") };
        model.Layers[0].Trainable = false;
        Assert.Equal([false, true], Survives(model).Layers.Select(l => l.Trainable));
        model.Trainable = false;
        Assert.Empty(Survives(model).TrainableWeights);
    }

    [Fact]
    public void Regularizers_and_constraints_are_kept()
    {
        var model = Model.FromJson("""
            {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 3],
              "kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.0001}}, "bias_constraint": {"class_name": "NonNeg", "config": {}}}}]}}
            """);
        Assert.Contains("""{"module":"keras.regularizers","class_name":"L2","config":{"l2":0.0001},"registered_name":null}""", model.ToJson());
        Assert.Contains("""{"module":"keras.constraints","class_name":"NonNeg","config":{},"registered_name":null}""", model.ToJson());
        Survives(model);
    }

    [Fact]
    public void The_forms_of_Keras_2_are_read()
    {
        // Old Sequential: a bare list of layers, the input shape in the first of them.
        var old = Model.FromJson("""{"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 3]}}]}""");
        Assert.Equal(([3], [2]), (old.InputShape, old.OutputShape));
        Assert.Equal("d_input", ((Sequential)old).Input!.Name);

        // Functional with a nested model, whose calls count from 1, and a call in inference mode.
        var nested = Model.FromJson("""
            {"class_name": "Model", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_input_shape": [null, 3]}, "inbound_nodes": []},
              {"class_name": "Sequential", "name": "s", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 3]}}]},
               "inbound_nodes": [[["i", 0, 0, {"training": false}]]]},
              {"class_name": "Activation", "name": "a", "config": {"name": "a", "activation": "relu"}, "inbound_nodes": [[["s", 1, 0, {}]]]}],
              "input_layers": [["i", 0, 0]], "output_layers": [["a", 0, 0]]}, "keras_version": "2.2.4", "backend": "tensorflow"}
            """);
        Assert.Equal([2], nested.OutputShape);
        Assert.Equal(false, nested.Calls.Single(c => c.Layer.Name == "s").Training);
        Assert.Contains("""{"training":false}""", nested.ToJson());
        Survives(nested);
    }

    [Fact]
    public void A_layer_may_be_listed_before_what_it_needs()
    {
        var model = Model.FromJson("""
            {"class_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "Activation", "name": "b", "config": {"name": "b", "activation": "relu"}, "inbound_nodes": [[["a", 0, 0, {}]]]},
              {"class_name": "Activation", "name": "a", "config": {"name": "a", "activation": "tanh"}, "inbound_nodes": [[["i", 0, 0, {}]]]},
              {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_shape": [null, 3]}, "inbound_nodes": []}],
              "input_layers": ["i", 0, 0], "output_layers": ["b", 0, 0]}}
            """);
        Assert.Equal(["i", "a", "b"], model.Layers.Select(l => l.Name));
    }

    [Theory]
    [InlineData("imagenet/mobilenet_7_5_224_topology.json", 2_601_976)]
    [InlineData("imagenet/vgg19_topology.json", 143_667_240)]
    public void Topologies_are_read(string file, long parameters) =>
        Assert.Equal(parameters, Survives(Model.FromJson(File.ReadAllText(TestData.Path(file.Split('/'))), file)).CountParams());

    /// <summary>Keras's old 'same' padding and the new explicit one mean the same for even sizes.</summary>
    [Fact]
    public void The_old_and_the_new_MobileNet_have_the_same_shapes()
    {
        var old = Model.FromJson(File.ReadAllText(TestData.Path("imagenet", "mobilenet_7_5_224_topology.json")));
        var current = Applications.MobileNet(alpha: 0.75);
        foreach (var layer in old.Layers.Where(l => l.Name.StartsWith("conv_dw", StringComparison.Ordinal) || l.Name.StartsWith("conv_pw", StringComparison.Ordinal)))
            Assert.Equal(layer.Nodes[0].Outputs[0].Shape, current.GetLayer(layer.Name).Nodes[0].Outputs[0].Shape);
        Assert.Equal((0, 1), Window.Pad(112, 3, 2, 1, Padding.Same));
    }

    private static Model Survives(Model model)
    {
        var json = model.ToJson();
        var read = Model.FromJson(json, "written.json");
        Assert.Equal(model.ClassName, read.ClassName);
        Assert.Equal(model.Name, read.Name);
        Assert.Equal(model.Layers.Select(l => l.Name), read.Layers.Select(l => l.Name));
        Assert.Equal(model.Calls.Select(c => (c.Layer.Name, c.Outputs[0].Shape)), read.Calls.Select(c => (c.Layer.Name, c.Outputs[0].Shape)));
        Assert.Equal(model.Weights.Select(w => (w.Path, w.Shape, w.Trainable)), read.Weights.Select(w => (w.Path, w.Shape, w.Trainable)));
        Assert.Equal(json, read.ToJson());
        return read;
    }
}
