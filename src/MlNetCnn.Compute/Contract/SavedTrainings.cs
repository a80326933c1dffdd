using System.Text.Json.Nodes;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute;

/// <summary>What a Keras file holds to go on training, as an executable takes and gives it.</summary>
public static class SavedTrainings
{
    extension(SavedTraining training)
    {
        /// <summary>
        /// The optimizer and the loss that the model was compiled with. A learning-rate schedule is not part of it: <see cref="Optimizer.LearningRate"/> is then the optimizer's default.
        /// </summary>
        /// <exception cref="ModelFormatException">They are somebody's own classes, or are set in a way that is not supported; the message names them.</exception>
        public TrainingOptions ReadOptions()
        {
            var compile = training.Compile();
            return new TrainingOptions { Optimizer = OptimizerConfig.Read(Entry(compile)), Loss = LossConfig.Read(compile) };
        }

        /// <summary>The optimizer's state, to be given to <see cref="IExecutable.WriteOptimizer"/>.</summary>
        /// <param name="model">The model that came with it. Its <c>TrainableWeights</c> must be those that were trained.</param>
        /// <returns>The state; null where the model was compiled, but not trained. The values are those of <see cref="SavedTraining.Variables"/>, not copies.</returns>
        /// <exception cref="ModelFormatException">The variables are not those of the optimizer and the model: some are missing, too many, of other shapes, or out of range.</exception>
        public OptimizerSnapshot? ReadState(Model model)
        {
            ArgumentNullException.ThrowIfNull(model);
            var entry = Entry(training.Compile());
            return OptimizerVariables.Read(training, entry.RequireObject("config"), OptimizerConfig.Read(entry), model);
        }

        /// <summary>
        /// The training of an .h5 file in Keras 3's form, as a .keras file holds it and as Keras 3 continues it: its own spelling of the optimizer, and the variables in its order. Keras 2's
        /// <c>decay</c> becomes the schedule that it is, <c>InverseTimeDecay</c>.
        /// </summary>
        /// <param name="model">The model that came with it.</param>
        /// <returns>Itself where it is in that form already.</returns>
        /// <exception cref="ModelFormatException">It cannot go on: it has somebody's own optimizer, or the variables do not fit.</exception>
        public SavedTraining ToKeras3(Model model)
        {
            ArgumentNullException.ThrowIfNull(model);
            return training.IsKeras3 ? training : ModernTraining.Make(training, training.Compile(), model);
        }

        /// <summary>
        /// How many numbers the optimizer keeps once it is built for the model, in Keras 3's form: what <c>summary()</c> of Keras 3 calls <c>Optimizer params</c> after <c>load_model</c> of a
        /// .keras file, whether it was trained or only compiled. (Of an .h5 file Keras 3, at least to 3.9, counts the steps and the rate alone, since it does not take over the rest.)
        /// </summary>
        /// <param name="model">The model that came with it.</param>
        /// <exception cref="ModelFormatException">The optimizer is somebody's own, or is set in a way that is not supported.</exception>
        public long CountOptimizerParams(Model model)
        {
            ArgumentNullException.ThrowIfNull(model);
            var entry = Entry(training.Compile());
            return OptimizerVariables.Count(OptimizerConfig.Read(entry), OptimizerConfig.IsScheduled(entry.RequireObject("config")), model);
        }

        /// <summary>A reader of the compile configuration.</summary>
        internal ConfigReader Compile() =>
            KerasObject.Reader(training.CompileConfig, training.IsKeras3 ? "$.compile_config" : "$", training.Source, training.KerasVersion);
    }

    extension(IExecutable executable)
    {
        /// <summary>
        /// What Keras's <c>load_model</c> needs to go on with this training: the optimizer with its state, and the loss, in Keras 3's form; to be saved with the model. A loss of
        /// your own is left out. Metrics are the fit's.
        /// </summary>
        /// <exception cref="InvalidOperationException">Compiled without training options.</exception>
        public SavedTraining CaptureTraining()
        {
            var options = executable.Training ?? throw new InvalidOperationException("The executable was compiled without training options: it has nothing to go on from.");
            var state = executable.ReadOptimizer();
            var config = new JsonObject
            {
                ["optimizer"] = OptimizerConfig.Write(options.Optimizer, state.LearningRate),
                ["loss"] = LossConfig.Write(options.Loss),
                ["loss_weights"] = null,
                ["metrics"] = null,
                ["weighted_metrics"] = null,
                ["run_eagerly"] = false,
                ["steps_per_execution"] = 1,
                ["jit_compile"] = false,
            };
            return new SavedTraining(config, OptimizerVariables.Write(state, options.Optimizer, executable.Model));
        }
    }

    /// <summary>The optimizer of a compile configuration.</summary>
    internal static ConfigReader Entry(ConfigReader compile) => compile.GetObject("optimizer") ?? compile.RequireObject("optimizer_config");
}
