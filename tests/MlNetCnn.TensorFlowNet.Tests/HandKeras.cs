using System.Reflection;
using System.Runtime.CompilerServices;
using MlNetCnn.Keras;
using Tensorflow.Keras.ArgsDefinition;
using Tensorflow.Keras.Engine;
using T = Tensorflow.Keras.Layers;
using TF = Tensorflow;

namespace MlNetCnn.TensorFlowNet.Tests;

/// <summary>
/// Models of TensorFlow.Keras's own classes, joined by its own code, but without TensorFlow: what that would compute, the shapes of tensors and the variables, is put in by hand. Only the
/// models' constructors are passed by, since they make variables.
/// </summary>
internal static class HandKeras
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    /// <summary>The model as <c>keras.Model(inputs, outputs)</c>.</summary>
    public static Functional Functional(Keras.Model model)
    {
        var tensors = Tensors(model);
        return Join([.. model.Inputs.Select(i => tensors[i])], [.. model.Outputs.Select(o => tensors[o])], model.Name);
    }

    /// <summary><c>keras.Model(inputs, outputs)</c> of layers that were called.</summary>
    public static Functional Join(TF.Tensor[] inputs, TF.Tensor[] outputs, string name = "model")
    {
        var made = Empty<Functional>(name);
        Connect(made, inputs, outputs);
        return made;
    }

    /// <summary>The model as a <c>keras.Sequential</c>, which joins itself anew with each layer that is added.</summary>
    public static TF.Keras.Engine.Sequential Sequential(Keras.Model model)
    {
        var tensors = Tensors(model);
        var made = Empty<TF.Keras.Engine.Sequential>(model.Name);
        Connect(made, [tensors[model.Inputs[0]]], [tensors[model.Inputs[0]]]);
        foreach (var call in model.Calls.Where(c => c.Layer is not Keras.Layers.InputLayer)) Connect(made, [tensors[model.Inputs[0]]], [tensors[call.Outputs[0]]]);
        return made;
    }

    /// <summary>A model before anything is joined.</summary>
    public static T Empty<T>(string name)
        where T : Functional
    {
        var made = (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        typeof(TF.Keras.Engine.Layer).GetField("name", Own)!.SetValue(made, name);
        foreach (var field in typeof(Functional).GetFields(Own).Where(f => f.FieldType.IsGenericType)) field.SetValue(made, Activator.CreateInstance(field.FieldType));
        return made;
    }

    private static Dictionary<KerasTensor, TF.Tensor> Tensors(Keras.Model model)
    {
        var tensors = new Dictionary<KerasTensor, TF.Tensor>();
        var layers = new Dictionary<Keras.Layer, TF.Keras.Engine.Layer>();
        foreach (var input in model.Inputs)
        {
            tensors.Add(input, HeldTensors.Of(input.Shape));
            _ = new T.InputLayer(new InputLayerArgs { Name = input.Layer.Name, InputShape = new TF.Shape([.. input.Shape.Select(d => (long)d)]), InputTensor = tensors[input] });
        }

        foreach (var call in model.Calls.Where(c => c.Layer is not Keras.Layers.InputLayer))
        {
            if (!layers.TryGetValue(call.Layer, out var layer))
            {
                layers.Add(call.Layer, layer = (TF.Keras.Engine.Layer)KerasLayers.Make(call.Layer, leaveOutRegularizers: true));
                foreach (var weight in call.Layer.Weights) (weight.Trainable ? ((TF.Keras.ILayer)layer).TrainableWeights : ((TF.Keras.ILayer)layer).NonTrainableWeights).Add(new HandVariable(weight));
            }

            var output = tensors[call.Outputs[0]] = HeldTensors.Of(call.Outputs[0].Shape);
            layer.SetConnectivityMetadata(new TF.Tensors([.. call.Inputs.Select(i => tensors[i])]), new TF.Tensors([output]));
        }

        return tensors;
    }

    private static void Connect(Functional model, TF.Tensor[] inputs, TF.Tensor[] outputs) =>
        typeof(Functional).GetMethod("_init_graph_network", Own)!.Invoke(model, [new TF.Tensors(inputs), new TF.Tensors(outputs)]);
}
