namespace MlNetCnn.Keras;

/// <summary>Copies of models.</summary>
public static class ModelCopy
{
    extension(Model model)
    {
        /// <summary>
        /// A copy with layers and weights of its own, and the same names, weights and frozen layers: training it leaves this model as it is. Unlike Keras's
        /// <c>clone_model</c>, which draws new weights.
        /// </summary>
        public Model Clone()
        {
            ArgumentNullException.ThrowIfNull(model);
            var copy = Model.FromJson(model.ToJson(), model.Name);
            model.CopyWeightsTo(copy);
            copy.TakePixelsOf(model);
            return copy;
        }

        /// <summary>Copies all weights into a model of the same architecture.</summary>
        /// <param name="other">Where to.</param>
        /// <exception cref="ArgumentException">It has other weights; nothing was changed.</exception>
        internal void CopyWeightsTo(Model other)
        {
            var (own, copied) = (model.Weights, other.Weights);
            if (!own.Select(w => (w.Path, w.Shape)).SequenceEqual(copied.Select(w => (w.Path, w.Shape))))
                throw new ArgumentException($"The models '{model.Name}' and '{other.Name}' have other weights.", nameof(other));
            for (var i = 0; i < own.Count; i++) copied[i].SetValues(own[i].Values);
        }
    }
}
